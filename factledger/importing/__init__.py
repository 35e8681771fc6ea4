"""Posts of other systems made articles of a site: what is known is mapped, what is not is told and kept in sight."""
