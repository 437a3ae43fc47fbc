"""Readers are told of pictures that no camera saw as they are, wherever a credit is printed, in the page's language."""

import pytest
from django.test import Client

from tests.articles.makers import make_author
from tests.articles.site.stories import put_live, words
from tests.media.makers import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.first_database]

AI = "trainedAlgorithmicMedia"


def test_an_ai_generated_picture_is_labelled_at_the_lead_and_in_the_text(client: Client) -> None:
    inside = make_photo(digital_source_type="compositeWithTrainedAlgorithmicMedia", credit="Coastwire")
    version = put_live(
        "Harbour opens",
        lead_photo=make_photo(digital_source_type=AI),
        body=f'<p>Text.</p><figure data-photo="{inside.pk}"><figcaption>Here</figcaption></figure>',
    )
    response = client.get(version.get_absolute_url())
    assert response.content.decode().count('class="made"') == 2
    text = words(response)
    assert text.index("AI-generated picture") < text.index("Lena Aumont / Northwire")
    assert text.index("Picture edited with AI") < text.index("Coastwire")


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "Image générée par IA"), ("ar", "صورة مولَّدة بالذكاء الاصطناعي"), ("he", "AI-generated picture")],
)
def test_the_label_is_in_the_storys_language(client: Client, language: str, label: str) -> None:
    version = put_live("Le port ouvre", language=language, lead_photo=make_photo(digital_source_type=AI))
    assert label in client.get(version.get_absolute_url()).content.decode()


@pytest.mark.parametrize("made", ["", "digitalCapture", "negativeFilm"])
def test_a_photograph_is_not_labelled(client: Client, made: str) -> None:
    version = put_live("Harbour opens", lead_photo=make_photo(digital_source_type=made))
    assert 'class="made"' not in client.get(version.get_absolute_url()).content.decode()


def test_a_portrait_is_labelled_too(client: Client) -> None:
    author = make_author("Idra Quillane", portrait=make_photo(digital_source_type=AI))
    put_live("Harbour opens", byline="Idra Quillane")
    assert "AI-generated picture" in client.get(f"/author/{author.slug}/").content.decode()
