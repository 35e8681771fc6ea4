"""The picture of an article or an entity: the editor's, or one drawn from its figures or its topic."""

from sitegen.model.prose import Image
from sitegen.model.views import Picture
from sitegen.plan.desk import Desk
from sitegen.plan.rasters import SIZES, main_copy


def picture(desk: Desk, image: Image | None) -> Picture | None:
    """A picture that an editor chose."""
    if image is None or image.file not in desk.site.images:
        return None
    copy = main_copy(image.file, desk.site.images[image.file])
    srcset = desk.srcset(image.file)
    return Picture(
        url=desk.href(copy.path),
        alt=image.alt,
        credit=image.credit,
        caption=image.caption,
        width=copy.width,
        height=copy.height,
        srcset=srcset,
        sizes=SIZES if srcset else "",
    )
