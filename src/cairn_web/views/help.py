"""Why each page is there and how to use it, in plain words."""

_LEVELS = (
    "0 none · 1 aware · 2 basic, with guidance · 3 alone on ordinary cases · 4 advanced, guides others ·"
    " 5 expert, sets direction."
)
_MEND = (
    "What is written here is what the plan starts from. Months are enough; a year will do where you do"
    " not remember. Saving finds your skills anew."
)
_GOAL = (
    (
        "A goal is SMART when it is specific, measurable, achievable, relevant and timely. Cairn checks each"
        " letter while you write; an open letter is advice, not a lock."
    ),
    "Say why you change a goal: the reason stays in the history, and tells you in a year what moved you.",
)
_TASK = (
    "Begin with a verb, keep it under a day’s work, and say how you will know that it is done.",
    "The first small step is what Today shows: make it so small that you could do it in a coffee break.",
    "It may serve several goals, and counts in each. To end one that repeats, remove the one that is open.",
)

HELP: dict[str, tuple[str, ...]] = {
    "begin/stage": (
        (
            "Where you stand decides what Cairn asks first: someone who studies has projects to show,"
            " someone who comes back after time away has more than the last job says."
        ),
        "Every step can be skipped, and you can leave at any time: what you said is kept.",
    ),
    "begin/resume": (
        (
            "A résumé saves you an hour of typing. It is opened by a process of its own, with limits "
            "on time and memory, and never leaves this machine."
        ),
    ),
    "begin/questions": (
        (
            "Ten questions stand in for a résumé. Name what you did and what came of it; a line like "
            "“trained three new colleagues” says more than “team player”."
        ),
    ),
    "begin/read": (
        (
            "A plan is only as good as what it starts from. Look at the words beside each entry; mend"
            " what was misread, add what is missing, and remove what is not yours."
        ),
    ),
    "begin/read/add": (_MEND,),
    "begin/read/study": (_MEND,),
    "begin/read/study/add": (_MEND,),
    "begin/read/certificate": (_MEND,),
    "begin/read/certificate/add": (_MEND,),
    "begin/skills": (
        _LEVELS,
        "Leave open what you are not sure of: unknown is not zero, and Cairn plans an hour to find out.",
        "What you enjoy decides nothing by itself; it helps to find roles in which you would do more of it.",
    ),
    "begin/ambition": (
        (
            "A role is enough to plan for; a posting you would like to answer is better, because it "
            "says what that employer asks."
        ),
        (
            "“Help me find one” keeps three questions apart: what interests you, what you can do already, "
            "and what you like doing. It knows nothing but what you said."
        ),
    ),
    "begin/terms": (
        (
            "A plan that asks for more than you can give is given up in March. Say what you can keep "
            "up in an ordinary week; what you leave empty is assumed and told."
        ),
        "Protected times are never planned on, whatever the deadline.",
    ),
    "begin/plan": (
        "Everything that is known so far goes into the plan, and all of it can be changed later.",
    ),
    "begin/waiting": (
        (
            "The work is done by a process of its own on this machine. You may close this page: it goes on,"
            " and you find the result under Plan."
        ),
    ),
    "plan": (
        (
            "The answer stands first. Every number is a link: it opens into the rule, its inputs and "
            "their sources."
        ),
        "Answer the questions under “Worth asking”: they are ordered by what an answer would change.",
    ),
    "plan/why": (
        (
            "Each number follows from the ones below it by the rule that stands with it; at the ends are what"
            " you said, your own words, or a source. Reckon it again and you get the same."
        ),
    ),
    "plan/whole": (
        (
            "Who was read, what carries over, what was chosen and why, how full each week is, what it takes, "
            "and what proves that nothing finishes earlier."
        ),
    ),
    "plan/gap": (
        (
            "“New to you” needs learning, “to deepen” needs more of it, “to practise and show” needs "
            "evidence rather than a course. Move a skill up or down and your order stays when the "
            "plan is made anew."
        ),
        _LEVELS,
    ),
    "plan/gap/own": (
        "Name one skill, in the words you would use; where several are near, Cairn asks which.",
    ),
    "plan/options": (
        (
            "Each way to learn with its hours, cost and what it proves. “What if” works the plan out with the"
            " change and shows both side by side; nothing changes until you take it."
        ),
    ),
    "plan/try": (
        (
            "Each line says what would be, and what is now. Taking it keeps your choice for later plans too;"
            " the plan before stays in the history."
        ),
    ),
    "plan/steps": (
        (
            "From each step the chain leads up to the ambition. “Waits for” says what must be done first; "
            "“may end later” is room that does not move the finish."
        ),
    ),
    "plan/history": ("Every plan stays here with its reason, so that you can see what moved and why.",),
    "goals": (
        *_GOAL[:1],
        "Short, mid and long term are yours to set; goals move between the columns when you do.",
    ),
    "goals/new": _GOAL,
    "goals/edit": _GOAL,
    "tasks": ("Everything open, the next due first. What a plan brought stands here beside your own.",),
    "tasks/new": _TASK,
    "tasks/edit": _TASK,
    "today": ("One small step at a time. What you tick here counts; what you leave moves on with you.",),
    "today/order": (
        (
            "What a task gives a goal times how much the goal weighs is its merit; a date that comes near "
            "adds to it. Weigh the goals below and the order follows."
        ),
    ),
    "today/log": (
        "What you write down moves the forecast: with a few finished steps Cairn knows your own pace.",
        "“It still takes” replaces what is left by your own estimate.",
    ),
    "plan/progress": (
        (
            "The dates come from many simulated futures of what is left, at the pace you showed so far. "
            "Half of them end by the first date, eight in ten by the second."
        ),
    ),
    "plan/change": (
        (
            "Say what happened. Cairn keeps every step in its weeks that can stay there, moves what must, "
            "and what you agreed with others last of all. Nothing changes until you take it."
        ),
    ),
    "plan/versions": (
        (
            "The baseline is the first plan for a role; dates are measured against it, so that a slip is "
            "seen and not forgotten. Any plan kept whole can stand again."
        ),
    ),
    "plan/branches": (
        "A copy with other inputs is planned like the first one; unknown stays unknown in the comparison.",
    ),
    "plan/premortem": (
        "Imagine the plan has failed and ask why: it is easier to see a weakness before the first step.",
    ),
    "me": ("What Cairn knows of you, and the words it rests on. You can change all of it.",),
    "share": (
        (
            "Your record is yours: take all of it away in one file, bring it back on another machine,"
            " or delete it for good."
        ),
        (
            "An import is looked into first, the same file twice changes nothing, and what was here before"
            " can be brought back."
        ),
    ),
    "share/delete": (
        "Nothing is kept back: rows, history, backups and uploads go. Files you exported stay.",
    ),
}
