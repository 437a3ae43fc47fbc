"""What the twelve authors look like."""

from .portraits import Face

FACES: dict[str, Face] = {
    "calloway": Face(
        seed=121, skin=("#e9b995", "#a9684a"), hair=("#4a3126", "#20130f"), coat=("#2e4757", "#142430"),
        shirt=("#f3ece0", "#b9b0a5"), backdrop=("#d9c7a8", "#b3895f"), cap="long", lips="#a5453a",
    ),
    "vey": Face(
        seed=122, skin=("#a8714c", "#5d3722"), hair=("#2b211d", "#0d0a09"), coat=("#7a2f22", "#43170f"),
        shirt=("#e9dfcf", "#a79c8b"), backdrop=("#9fb3ae", "#5f7d7c"), cap="short", beard=True, lips="#6d3028",
        brow=0.0105,
    ),
    "oyelaran": Face(
        seed=125, skin=("#8a5536", "#482716"), hair=("#2a1d18", "#0e0908"), coat=("#c98f2c", "#80530f"),
        shirt=("#f3e6cd", "#b8a582"), backdrop=("#e6cdb8", "#bf8f78"), cap="curls", collar="crew", lips="#7c2f2a",
        wide=0.147, earrings=True,
    ),
    "renn": Face(
        seed=126, skin=("#f0c9ab", "#bc8465"), hair=("#c39a58", "#7d5a2b"), coat=("#4d5b3c", "#28321d"),
        shirt=("#dfe6ea", "#97a5ae"), backdrop=("#c8d2bd", "#8a9a7c"), cap="parting", lips="#a85a4c",
        wide=0.151, chin=0.652,
    ),
    "lindqvar": Face(
        seed=123, skin=("#f0cbb0", "#bb8067"), hair=("#d8d3cb", "#8b857f"), coat=("#4a4a55", "#23232b"),
        shirt=("#cfd9df", "#8c9aa3"), backdrop=("#c3c9d6", "#7c86a3"), cap="bun", glasses=True, wide=0.145,
    ),
    "sorel": Face(
        seed=124, skin=("#dba57c", "#8f5a3b"), hair=("#6b5f58", "#35302d"), coat=("#37472f", "#1a2416"),
        shirt=("#f1e6cf", "#b5a98f"), backdrop=("#e2b9a0", "#b06f57"), cap="bald", beard=True, glasses=True,
        wide=0.152,
    ),
    "haddan": Face(
        seed=127, skin=("#dba982", "#97653f"), hair=("#2f6f73", "#143d42"), coat=("#3a3550", "#1b1829"),
        shirt=("#f0e7da", "#b3a793"), backdrop=("#ecd9b5", "#c79f68"), cap="headscarf", lips="#9c4a3e", wide=0.146,
    ),
    "ferrand": Face(
        seed=128, skin=("#f3cdb4", "#c18a70"), hair=("#a2482a", "#5b2212"), coat=("#26303f", "#10161f"),
        shirt=("#f3ece0", "#b9b0a5"), backdrop=("#b9d0cf", "#6f9696"), cap="bob", collar="roll", lips="#a8352f",
        wide=0.146,
    ),
    "kestrel": Face(
        seed=129, skin=("#c58d63", "#7c4d30"), hair=("#241c20", "#0b0809"), coat=("#6a7f8f", "#374856"),
        shirt=("#f6f1e6", "#bdb3a2"), backdrop=("#d8b9c2", "#9b6f80"), cap="pulled", lips="#8f3a39", wide=0.146,
        earrings=True,
    ),
    "asare": Face(
        seed=130, skin=("#7d4f33", "#3f2414"), hair=("#4a4543", "#1f1b1a"), coat=("#2b3448", "#131926"),
        shirt=("#f4f0e6", "#b9b2a4"), backdrop=("#c9cfd2", "#848f95"), cap="cropped", collar="tie",
        moustache=True, lips="#5c2a24", accent=("#a03024", "#5f1710"), wide=0.152,
    ),
    "thorne": Face(
        seed=131, skin=("#f4d3bf", "#c79580"), hair=("#eee9e0", "#aaa39a"), coat=("#2d2a2b", "#121011"),
        shirt=("#f3ece0", "#b9b0a5"), backdrop=("#a9b6c9", "#5c6c88"), cap="crop", collar="scarf", lips="#a33a34",
        accent=("#c24a2b", "#7a2413"), wide=0.145,
    ),
    "torvane": Face(
        seed=132, skin=("#e4b48f", "#a06b4b"), hair=("#5d4130", "#2b1b12"), coat=("#3f5d7a", "#1f3348"),
        shirt=("#e9e2d4", "#a79f90"), backdrop=("#d9d3c5", "#a39a86"), cap="tousled", collar="crew", moustache=True,
        lips="#94493d", wide=0.148,
    ),
}  # fmt: skip
