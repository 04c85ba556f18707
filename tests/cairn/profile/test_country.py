import pytest

from cairn.profile.country import country_of
from cairn.reading.values import Contact


@pytest.mark.parametrize(
    ("location", "phone", "country"),
    [
        ("Manchester, UK", "", "GB"),
        ("14 Elm Road, Birmingham B13 8DX", "", "GB"),
        ("Stirling, Scotland", "", "GB"),
        ("Austin TX", "", "US"),
        ("Columbus, Ohio", "", "US"),
        ("Toronto, ON", "", "CA"),
        ("Frankfurt am Main, Germany", "", "DE"),
        ("Gothenburg", "+46 31 555 01 23", "SE"),
        ("", "07700 900812", "GB"),
        ("", "+353 1 555 0123", "IE"),
        ("Springfield", "", ""),
        ("", "555-0139", ""),
    ],
)
def test_a_country_is_told_by_address_or_number_and_else_not_at_all(
    location: str, phone: str, country: str
) -> None:
    assert country_of(Contact(location=location, phone=phone)) == country


def test_an_address_wins_over_a_number() -> None:
    assert country_of(Contact(location="Lyon, France", phone="+44 7700 900812")) == "FR"
