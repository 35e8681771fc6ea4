"""What may stand in a drawing: elements, attributes and what its styles may call, by SVG 2 and the modules around it.

Left out is what runs code (`script`, event handlers), what holds other languages (`foreignObject`), what fetches
(`cursor`, `color-profile`, `@import`), and what no browser draws.
"""

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _names(
    """
    svg g defs symbol use switch a title desc view path rect circle ellipse line polyline polygon text tspan
    textPath image linearGradient radialGradient stop pattern clipPath mask marker style filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate
    animateMotion animateTransform set mpath
    """
)
# What describes, or was for programs of its time; browsers show nothing of it.
UNSEEN = _names("metadata font font-face glyph missing-glyph hkern vkern")
# The ones that run code or hold what does, in whatever namespace and spelling they stand.
RUNNING = _names("script handler listener iframe object embed audio video")

# Attributes whose values are CSS (SVG 2, "Presentation attributes"; CSS Masking, Filter Effects, Compositing, Transforms).
STYLING = _names(
    """
    style alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor direction display dominant-baseline enable-background
    fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings
    font-kerning font-size font-size-adjust font-stretch font-style font-variant font-variant-ligatures
    font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width text-anchor text-decoration text-overflow text-rendering transform transform-box
    transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode
    gradientTransform patternTransform from to by values
    """
)
PLAIN = _names(
    """
    id class lang role tabindex version baseProfile viewBox preserveAspectRatio x y width height zoomAndPan cx
    cy r rx ry fx fy fr x1 y1 x2 y2 d points pathLength dx dy rotate textLength lengthAdjust startOffset method
    spacing side offset gradientUnits spreadMethod patternUnits patternContentUnits clipPathUnits maskUnits
    maskContentUnits markerUnits markerWidth markerHeight refX refY orient filterUnits primitiveUnits filterRes
    in in2 result mode type tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order
    kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation pointsAtX pointsAtY
    pointsAtZ z scale xChannelSelector yChannelSelector stdDeviation radius baseFrequency numOctaves seed
    stitchTiles crossorigin attributeName attributeType begin end dur min max restart repeatCount repeatDur
    calcMode keyTimes keySplines keyPoints accumulate additive origin path systemLanguage requiredFeatures
    requiredExtensions media target rel hreflang
    """
)

# Functions that styles may call: colours, lengths, shapes, transforms, effects, selectors. None of them fetches.
FUNCTIONS = _names(
    """
    url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix device-cmyk icc-color light-dark var env calc
    min max clamp matrix matrix3d translate translatex translatey translatez translate3d rotate rotatex
    rotatey rotatez rotate3d scale scalex scaley scalez scale3d skew skewx skewy perspective blur brightness
    contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia inset circle ellipse polygon path
    rect cubic-bezier steps linear format tech local linear-gradient radial-gradient conic-gradient not is where
    has lang dir nth-child nth-last-child nth-of-type nth-last-of-type and or
    """
)
AT_RULES = _names("media keyframes -webkit-keyframes font-face supports charset namespace layer")
