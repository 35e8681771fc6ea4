"""Pictures that the build draws for stories and companies without a photograph."""
