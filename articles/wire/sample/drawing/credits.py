"""What is known of each picture: written into the files, so that a newsroom never types it again."""

from typing import NamedTuple


class Facts(NamedTuple):
    """The words that travel in a picture's IPTC and XMP metadata."""

    headline: str
    caption: str
    alt: str
    photographer: str
    source: str
    keywords: str
    place: str = "Halmouth, Arvenia"
    made: str = "digitalCreation"
    instructions: str = ""

    @property
    def credit(self) -> str:
        """The printed line: "Lena Aumont / Northwire"; a handout names its giver alone."""
        return f"{self.photographer} / {self.source}" if self.photographer else self.source

    @property
    def copyright(self) -> str:
        """The notice; a handout says that it is one."""
        return f"Copyright {self.source}" + ("" if self.photographer else " handout")


MERIDIAN, NORTHWIRE, TPA, VALBRUNE = "The Meridian", "Northwire", "TPA", "Agence Valbrune"
LENA, EMIL, ANA, BASILE, HUGO = "Lena Aumont", "Emil Torvane", "Ana Quill", "Basile Roche", "Hugo Marsh"

SCENES: dict[str, Facts] = {
    "aurora": Facts(
        "Northern lights over Lake Sule",
        "The northern lights over Lake Sule, seen from the ice a kilometre from the shore.",
        "Green and violet curtains of light in a night sky, mirrored in a frozen lake with one lit cabin",
        "", "Orre Field Station", "aurora, lake, night, winter, Lake Sule", "Lake Sule, Arvenia",
    ),
    "bridge": Facts(
        "The Ash Bridge in fog",
        "The towers of the Ash Bridge above a bank of morning fog.",
        "A red suspension bridge whose towers stand out of pale fog, the sun low between them",
        EMIL, MERIDIAN, "bridge, fog, river Ash, morning, infrastructure",
        instructions="No sales. Please credit the photographer.",
    ),
    "concert-hall": Facts(
        "A recital in the Guildhall",
        "A full house for a solo recital in the Guildhall, beneath the organ of 1888.",
        "A pianist at a grand piano on a lit stage before golden organ pipes, the audience in the dark",
        HUGO, MERIDIAN, "music, piano, concert, Guildhall, audience",
    ),
    "containers": Facts(
        "Containers on the east quay",
        "Containers waiting to be cleared on the east quay of the port.",
        "A docker in an orange vest stands before a wall of stacked containers in many colours",
        LENA, NORTHWIRE, "port, containers, trade, docker, freight",
    ),
    "desert": Facts(
        "The coast road in southern Tamar",
        "The coast road near Sarrat, in the south of Tamar.",
        "An empty asphalt road runs straight through a red desert towards table mountains",
        ANA, TPA, "desert, road, Tamar, Sarrat, transport", "Sarrat, Tamar",
    ),
    "ferry": Facts(
        "The Saint Aldith on her way to Skarholm",
        "The Saint Aldith on the crossing to Skarholm, the largest of the outer islands.",
        "A white ferry with a red funnel on a blue sea, a green island ahead and gulls about her",
        EMIL, MERIDIAN, "ferry, islands, sea, Skarholm, shipping", "Skarholm, Arvenia",
    ),
    "forest": Facts(
        "Spruce in the Wenn valley",
        "Spruce in fog in the Wenn valley, where the field station has stood since the 1960s.",
        "Layers of dark spruce fading into pale fog",
        LENA, NORTHWIRE, "forest, fog, spruce, Wenn valley, research", "Wenn valley, Arvenia",
    ),
    "harbour": Facts(
        "Halmouth harbour at dusk",
        "Fishing boats at anchor off the old town after sunset.",
        "Silhouettes of boats on still water at dusk, cranes and the lights of a city behind them",
        LENA, NORTHWIRE, "harbour, Halmouth, boats, dusk, old town",
    ),
    "laboratory": Facts(
        "Samples in the water laboratory",
        "Samples in the water laboratory of the University of Halmouth.",
        "Five glass vessels with liquids in orange, pink, blue, violet and green on a white bench",
        HUGO, MERIDIAN, "laboratory, science, water, University of Halmouth",
    ),
    "library": Facts(
        "The reading room at dusk",
        "The reading room of the City Library, which has kept its green lamps since it opened.",
        "An open book and three green lamps on a long table, bookshelves and a tall window at dusk behind",
        EMIL, MERIDIAN, "library, books, reading room, evening, culture",
    ),
    "lighthouse": Facts(
        "Gannet Rock lighthouse",
        "Gannet Rock lighthouse, eleven miles off the mouth of the Ash.",
        "A white lighthouse with a red band on a small rock in a choppy green sea",
        EMIL, MERIDIAN, "lighthouse, sea, Gannet Rock, coast, weather",
    ),
    "market": Facts(
        "The night market of Sarrat",
        "Fruit sellers in the night market of Sarrat, an hour after sunset.",
        "Crates of red, yellow, green, orange and purple fruit under striped awnings, two sellers behind them",
        ANA, TPA, "market, food, fruit, traders, Sarrat", "Sarrat, Tamar",
    ),
    "marsh": Facts(
        "The salt marsh at Low Wick",
        "Creeks in the salt marsh at Low Wick, photographed from a research balloon.",
        "Tidal creeks winding through green and ochre marshland, seen from straight above",
        "", "University of Halmouth", "marsh, coast, Low Wick, aerial, nature", "Low Wick, Arvenia",
    ),
    "night-train": Facts(
        "The night train on the Sule viaduct",
        "The night train from Halmouth crosses the Sule viaduct below the Orre pass.",
        "A train with lit windows on a stone viaduct at night, snowy mountains behind it",
        EMIL, MERIDIAN, "railway, night train, viaduct, snow, Orre", "Sule, Arvenia",
    ),
    "observatory": Facts(
        "The dome on Mount Ister",
        "The dome on Mount Ister, open for the first hour of observation.",
        "An observatory dome with its slit open on a dark ridge under the Milky Way",
        "", "Mount Ister Observatory", "astronomy, observatory, stars, night, Mount Ister", "Mount Ister, Arvenia",
    ),
    "parliament": Facts(
        "The empty chamber",
        "The chamber of the Arvenian parliament before a sitting.",
        "Curved rows of green leather seats in an empty chamber, lit from above the speaker's desk",
        EMIL, MERIDIAN, "parliament, politics, chamber, Arvenia, government",
    ),
    "prices": Facts(
        "Prices, drawn by hand",
        "Food prices (red) and wages (blue) over eight years, drawn by the statistics office.",
        "A chart on paper with a red and a blue line crossing over pale bars, a pencil lying across it",
        "", "Arvenian Statistics Office", "chart, prices, inflation, economy, statistics",
    ),
    "rain": Facts(
        "The new town in the rain",
        "The towers of the new town during an evening of heavy rain.",
        "Lit windows of a city of towers in the rain, reflected in wet ground",
        EMIL, MERIDIAN, "rain, city, towers, night, flooding",
    ),
    "ridges": Facts(
        "Dawn over the Orre range",
        "Dawn over the Orre range, seen from the pass.",
        "Ridge behind ridge of mountains in blue and rose, the sun rising behind the farthest",
        LENA, NORTHWIRE, "mountains, Orre pass, dawn, landscape", "Orre pass, Arvenia",
    ),
    "roofs": Facts(
        "Roofs of Port Valbrune",
        "The roofs of Port Valbrune and the dome of Saint Maur.",
        "Terracotta roofs of an old town below a green dome on a clear morning, swallows above",
        BASILE, VALBRUNE, "city, roofs, Port Valbrune, heritage, housing", "Port Valbrune, Valbrune",
    ),
    "snow": Facts(
        "First snow in Sule",
        "The first heavy snow of the winter in the village of Sule.",
        "Snow falls on a village with lit windows, a church spire and a fir tree with lights",
        LENA, NORTHWIRE, "snow, village, winter, Sule, weather", "Sule, Arvenia",
    ),
    "stadium": Facts(
        "Dockside under the lights",
        "An evening match at Dockside, home of Halmouth Rovers since 1909.",
        "Football players on a green pitch under floodlights, full stands behind them",
        HUGO, MERIDIAN, "football, stadium, Halmouth Rovers, evening, sport",
    ),
    "strait": Facts(
        "A freighter in the strait of Olmen",
        "A freighter waits for a pilot in the strait of Olmen.",
        "A container ship in silhouette on calm water under the moon",
        ANA, TPA, "shipping, strait, Olmen, night, moon", "Strait of Olmen",
    ),
    "tram": Facts(
        "The last tram on Cable Street",
        "The last tram of the evening on Cable Street.",
        "A lit tram comes down a dark wet street between house fronts",
        EMIL, MERIDIAN, "tram, transport, evening, Cable Street, city",
    ),
    "turbines": Facts(
        "Turbines on the Merrow bank",
        "Turbines on the Merrow bank, nineteen kilometres from the coast.",
        "White wind turbines with yellow feet stand in a pale green sea under a rosy sky",
        LENA, NORTHWIRE, "wind power, energy, sea, Merrow bank, turbines", "Merrow bank, Arvenia",
    ),
    "vineyard": Facts(
        "Vines at Castel Brenn",
        "Vines in their autumn colours at Castel Brenn, on the southern slope of the Orre.",
        "Rows of red, yellow and green vines run to a farmhouse with cypresses on a hill",
        BASILE, VALBRUNE, "wine, vineyard, autumn, farming, Castel Brenn", "Castel Brenn, Valbrune",
    ),
    "weather": Facts(
        "A front crosses the coast",
        "The forecasters' chart of a front crossing the coast, with rain in blue.",
        "A weather map with fine pressure lines and a red front over a blue band of rain",
        "", "Arvenian Weather Service", "weather, forecast, map, storm, rain",
        made="algorithmicMedia",
    ),
    "wheat": Facts(
        "Wheat before a storm",
        "Wheat on the Eastern Plain under a summer storm.",
        "A golden field of wheat under dark clouds, a barn on the horizon",
        ANA, TPA, "wheat, farming, storm, harvest, Eastern Plain", "Eastern Plain, Arvenia",
    ),
}  # fmt: skip


def _author(name: str, keywords: str, setting: str) -> Facts:
    caption = f"{name} of The Meridian."
    return Facts(name, caption, f"Portrait of {name}, {setting}", EMIL, MERIDIAN, f"portrait, author, {keywords}")


AUTHORS: dict[str, Facts] = {
    "calloway": _author("Ines Calloway", "climate", "with long brown hair and a blue jacket"),
    "vey": _author("Jonas Vey", "world", "with a short beard and a red jacket"),
    "oyelaran": _author("Maren Oyelaran", "opinion", "with short curls and a yellow jersey"),
    "renn": _author("Tobias Renn", "farming", "with fair hair and a green jacket"),
    "lindqvar": _author("Agnes Lindqvar", "politics", "with grey hair in a bun and round glasses"),
    "sorel": _author("Davit Sorel", "transport", "with a beard and round glasses"),
    "haddan": _author("Samira Haddan", "world", "in a teal headscarf"),
    "ferrand": _author("Odile Ferrand", "valbrune", "with a red bob and a dark roll-neck"),
    "kestrel": _author("Nadia Kestrel", "courts", "with dark hair tied back"),
    "asare": _author("Henrik Asare", "business", "with a moustache, in a suit and a red tie"),
    "thorne": _author("Rosalind Thorne", "culture", "with short white hair and a red scarf"),
    "torvane": _author("Emil Torvane", "photography", "with brown hair and a blue jersey")._replace(photographer=HUGO),
}

PICTURES: dict[str, Facts] = SCENES | AUTHORS
