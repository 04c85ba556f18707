"""Every address of the web app."""

from django.urls import path

from cairn_web import door
from cairn_web.views import goals, plan, rooms, style, visit

handler404 = "cairn_web.views.refusals.not_found"
handler500 = "cairn_web.views.refusals.broken"

urlpatterns = [
    path("", rooms.home),
    path("alive", door.alive),
    path("door/<str:ticket>", door.enter),
    path("static/style-<str:mark>.css", style.style),
    path("begin/", visit.begin),
    path("begin/stage/", visit.stage),
    path("begin/resume/", visit.resume),
    path("begin/questions/", visit.questions),
    path("begin/waiting/<int:run>/", visit.waiting),
    path("begin/waiting/<int:run>/cancel/", visit.cancel),
    path("begin/read/", visit.read),
    path("begin/read/add/", visit.new_experience),
    path("begin/read/<int:pk>/", visit.experience),
    path("begin/read/<int:pk>/remove/", visit.remove_experience),
    path("begin/skills/", visit.rate),
    path("begin/ambition/", visit.ambition),
    path("begin/terms/", visit.terms),
    path("begin/plan/", visit.plan),
    path("plan/", plan.show),
    path("plan/why/<int:number>/", plan.why),
    path("plan/whole/", plan.whole),
    path("plan/gap/", plan.gap),
    path("plan/options/", plan.options),
    path("plan/steps/", plan.steps),
    path("plan/make/", plan.make),
    path("plan/answer/", plan.answer),
    path("plan/swap/", plan.swap),
    path("plan/take/", plan.take),
    path("plan/tick/", plan.tick),
    path("plan/history/", plan.past),
    path("plan/history/<int:change>/undo/", plan.undo),
    path("plan/files/<str:name>", plan.download),
    path("goals/", goals.index),
    path("goals/new/", goals.new),
    path("goals/check/", goals.check),
    path("goals/<int:pk>/", goals.edit),
    path("goals/<int:pk>/remove/", goals.remove),
    path("tasks/", goals.task_list),
    path("tasks/new/", goals.new_task),
    path("tasks/<int:pk>/", goals.edit_task),
    path("tasks/<int:pk>/tick/", goals.tick_task),
    path("tasks/<int:pk>/remove/", goals.remove_task),
    path("today/", rooms.today),
    path("me/", rooms.me),
    path("share/", rooms.share),
    path("share/export/", rooms.export),
    path("share/import/", rooms.bring),
    path("share/bring-back/", rooms.bring_back),
    path("share/plan/", rooms.bring_plan),
    path("share/delete/", rooms.delete),
]
