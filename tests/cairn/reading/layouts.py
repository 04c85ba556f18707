"""Ways people lay a résumé out: an invented person → the file's bytes.

Each layout is a function of a person; `LAYOUTS` names them with their endings.
"""

from collections.abc import Callable

from tests.cairn.reading.harder_layouts import (
    caps_without_style,
    lebenslauf,
    numeric_dates,
    profile_export,
    roles_under_employer,
    skills_grid_and_groups,
    title_below_dates,
    two_pages_with_sidebar,
    unmarked_deeds,
)
from tests.cairn.reading.invented import Person
from tests.cairn.reading.pdf_layouts import (
    date_rail,
    dates_as_headings,
    employer_first_right_dates,
    label_rail,
    left_sidebar,
    one_line_heads,
    pipes,
    prose_bodies,
    right_sidebar,
    small_caps_dashes,
    title_first_right_dates,
)
from tests.cairn.reading.text_layouts import bare_text, markdown, plain_text, text_company_first, web_page
from tests.cairn.reading.word_layouts import word_table, word_tabs, word_two_columns

Layout = Callable[[Person], bytes]
LAYOUTS: dict[str, tuple[str, Layout]] = {
    made.__name__: (ending, made)
    for ending, layouts in (
        (
            ".pdf",
            (
                title_first_right_dates,
                employer_first_right_dates,
                one_line_heads,
                pipes,
                date_rail,
                label_rail,
                left_sidebar,
                right_sidebar,
                dates_as_headings,
                small_caps_dashes,
                prose_bodies,
                profile_export,
                roles_under_employer,
                title_below_dates,
                numeric_dates,
                unmarked_deeds,
                caps_without_style,
                skills_grid_and_groups,
                two_pages_with_sidebar,
                lebenslauf,
            ),
        ),
        (".txt", (plain_text, bare_text, text_company_first)),
        (".md", (markdown,)),
        (".html", (web_page,)),
        (".docx", (word_tabs, word_table, word_two_columns)),
    )
    for made in layouts
}
