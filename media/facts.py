"""The facts that a picture's file may tell: one table of what they are called here and where each standard keeps them.

Names of properties, datasets and tags are those of the IPTC Photo Metadata Standard 2023.2, IPTC IIM 4.2, Exif 2.32.
"""

from dataclasses import dataclass

from media.xmp import DC, IPTC_CORE, IPTC_EXT, PHOTOSHOP, PLUS, RIGHTS

Dataset = tuple[int, int]


@dataclass(frozen=True)
class Fact:
    """One fact, by the column of Photo that holds it.

    xmp, iim: properties and datasets, of which the first that tells anything is read. exif: a tag. limit: how many
    bytes the dataset holds by its standard; a text of that length may have been cut. lines: whether line breaks mean
    anything. many: whether it is a list, held one to a line; other lists become one text with ", " between.
    """

    name: str
    label: str
    xmp: tuple[str, ...]
    iim: tuple[Dataset, ...] = ()
    exif: int | None = None
    limit: int = 0
    lines: bool = False
    many: bool = False


FACTS = (
    Fact("alt", "Alt text", (f"{IPTC_CORE}AltTextAccessibility",), lines=True),
    Fact("extended", "Extended description", (f"{IPTC_CORE}ExtDescrAccessibility",), lines=True),
    Fact("caption", "Caption", (f"{DC}description",), ((2, 120),), 0x010E, 2000, lines=True),
    Fact("credit", "Credit", (f"{PHOTOSHOP}Credit",), ((2, 110),), None, 32),
    Fact("copyright", "Copyright", (f"{DC}rights",), ((2, 116),), 0x8298, 128),
    Fact("digital_source_type", "How it was made", (f"{IPTC_EXT}DigitalSourceType",)),
    Fact("title", "Title", (f"{PHOTOSHOP}Headline", f"{DC}title"), ((2, 105), (2, 5)), None, 256),
    Fact("photographer", "Photographer", (f"{DC}creator",), ((2, 80),), 0x013B, 32),
    Fact("job_title", "Photographer’s job title", (f"{PHOTOSHOP}AuthorsPosition",), ((2, 85),), None, 32),
    Fact("source_agency", "Source", (f"{PHOTOSHOP}Source",), ((2, 115),), None, 32),
    Fact("taken_at", "Taken", (f"{PHOTOSHOP}DateCreated",)),
    Fact("city", "City", (f"{IPTC_EXT}LocationShown/{IPTC_EXT}City", f"{PHOTOSHOP}City"), ((2, 90),), None, 32),
    Fact(
        "country",
        "Country",
        (f"{IPTC_EXT}LocationShown/{IPTC_EXT}CountryName", f"{PHOTOSHOP}Country"),
        ((2, 101),),
        None,
        64,
    ),
    Fact(
        "persons",
        "Persons shown",
        (f"{IPTC_EXT}PersonInImage", f"{IPTC_EXT}PersonInImageWDetails/{IPTC_EXT}PersonName"),
        many=True,
    ),
    Fact("event", "Event", (f"{IPTC_EXT}Event",)),
    Fact("keywords", "Keywords", (f"{DC}subject",), ((2, 25),), None, 64, many=True),
    Fact("job_id", "Job", (f"{PHOTOSHOP}TransmissionReference",), ((2, 103),), None, 32),
    Fact("instructions", "Instructions", (f"{PHOTOSHOP}Instructions",), ((2, 40),), None, 256, lines=True),
    Fact("usage_terms", "Usage terms", (f"{RIGHTS}UsageTerms",), lines=True),
    Fact("web_statement", "Web page of the rights", (f"{RIGHTS}WebStatement",)),
    Fact("licensor", "Licensor", (f"{PLUS}Licensor/{PLUS}LicensorName",)),
    Fact("licensor_url", "Licensor’s web page", (f"{PLUS}Licensor/{PLUS}LicensorURL",)),
)

BY_NAME = {fact.name: fact for fact in FACTS}
