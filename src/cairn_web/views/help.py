"""Why each page is there and how to use it, in plain words."""

HELP: dict[str, tuple[str, ...]] = {
    "begin/stage": (
        (
            "Where you stand decides what Cairn asks first: someone who studies has projects to show,"
            " someone who comes back after time away has more than the last job says."
        ),
    ),
    "begin/resume": (
        (
            "A résumé saves you an hour of typing. It is opened by a process of its own, with limits "
            "on time and memory, and never leaves this machine."
        ),
    ),
    "begin/read": (
        (
            "A plan is only as good as what it starts from. Look at the words beside each entry; mend"
            " what was misread, add what is missing, and remove what is not yours."
        ),
    ),
    "begin/skills": (
        (
            "0 none · 1 aware · 2 basic, with guidance · 3 alone on ordinary cases · 4 advanced, "
            "guides others · 5 expert, sets direction."
        ),
        ("Leave open what you are not sure of: unknown is not zero, and Cairn plans an hour to find out."),
    ),
    "begin/ambition": (
        (
            "A role is enough to plan for; a posting you would like to answer is better, because it "
            "says what that employer asks."
        ),
    ),
    "begin/terms": (
        (
            "A plan that asks for more than you can give is given up in March. Say what you can keep "
            "up in an ordinary week; what you leave empty is assumed and told."
        ),
    ),
    "plan": (
        (
            "The answer stands first. Every number is a link: it opens into the rule, its inputs and "
            "their sources."
        ),
        "Answer the questions at the side: they are ordered by what an answer would change.",
    ),
    "plan/gap": (
        (
            "“New to you” needs learning, “to deepen” needs more of it, “to practise and show” needs "
            "evidence rather than a course. Move a skill up or down and your order stays when the "
            "plan is made anew."
        ),
    ),
    "plan/options": (
        (
            "Each way to learn with its hours, cost and what it proves. Leave one out and plan again:"
            " Cairn then shows what that changes."
        ),
    ),
    "plan/history": ("Every plan stays here with its reason, so that you can see what moved and why.",),
    "goals": (
        (
            "A goal is SMART when it is specific, measurable, achievable, relevant and timely. Cairn "
            "checks each letter while you write."
        ),
    ),
    "today": ("One small step at a time. What you tick here counts; what you leave moves on with you.",),
    "me": ("What Cairn knows of you, and the words it rests on. You can change all of it.",),
    "share": (
        (
            "Your record is yours: take all of it away in one file, bring it back on another machine,"
            " or delete it for good."
        ),
    ),
}
