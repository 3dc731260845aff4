"""What waits for the demo's people when it starts: something in every state, nothing hopeless."""

from collections.abc import Callable
from datetime import datetime, timedelta

from fieldloop.seed.story import Story
from fieldloop.seed.town import Finding, Place, Town

_HOURS = 60.0
# A place without a site, in a town without a unit of its own: what comes from here waits at the district's desk.
_METRO = Place("", "", ("310115145000", "310115000000"), None, 30.8975, 121.9240)
_ANYTHING = Finding("general.other", 60, 1440, 0, 1, False, 0, (), (), None, None, ("滴水湖地铁站口围挡倒伏",))


Begin = Callable[[float, str, str], Story]


def open_work(town: Town, now: datetime, speed: float) -> list[Story]:
    """Return the stories that are not over; minutes are real ones at normal speed."""

    def story(minutes_ago: float, finding: Finding, place: Place) -> Story:
        begins_at = now - timedelta(minutes=minutes_ago / speed)
        return Story(finding=finding, place=place, begins_at=begins_at, speed=speed, key="open")

    def begun(minutes_ago: float, element: str, site: str) -> Story:
        return story(minutes_ago, town.findings[element], town.places[site])

    nowhere = story(20, _ANYTHING, _METRO).found_by("hotline")
    return [*_of_the_committee(begun), *_to_review(begun), *_on_rivers(begun), *_elsewhere(begun), nowhere]


def _of_the_committee(begun: Begin) -> list[Story]:
    return [
        # the cleaner: one nearly due, one with time, one to accept
        begun(53, "waste.overflow", "jy1-760-waste-room").found_by("camera").then(4, "accept", "cleaner"),
        begun(150, "waste.bulky", "jy1-737-compound")
        .found_by("volunteer", "单元门口有一张旧床垫，老人进出不便")
        .then(32, "accept", "coordinator")
        .then(1, "assign", "coordinator", person="cleaner"),
        begun(14, "waste.bin_broken", "jy1-701-drop-off")
        .found_by("huxun.patrol1")
        .then(3, "assign", "coordinator", person="cleaner"),
        # the coordinator: three to accept
        begun(25, "waste.renovation", "jy1-760-waste-room").found_by("hotline"),
        begun(9, "compound.corridor", "jy1-737-compound").found_by("huxun.patrol2"),
        begun(6, "waste.mixed", "jy1-737-east-gate").found_by("camera"),
        # the volunteer: anybody nearby may take it
        begun(40, "street.posters", "jy1-fruit-shop").found_by("huxun.patrol2", "门口立柱上贴了三张小广告"),
    ]


def _to_review(begun: Begin) -> list[Story]:
    return [
        begun(70, "waste.bag_outside", "jy1-737-east-gate")
        .found_by("camera")
        .then(3, "accept", "cleaner")
        .then(14, "submit", "cleaner"),
        begun(180, "waste.overflow", "jy2-918-drop-off")
        .found_by("jy2.volunteer", "桶边已堆了三四袋，盖不上了")
        .then(6, "accept", "jinyang-2.worker")
        .then(41, "submit", "jinyang-2.worker", left=True),
        begun(130, "street.spill", "luoshan1-grocery")
        .found_by("camera")
        .then(11, "accept", "jinyang.urban.officer")
        .then(62, "submit", "jinyang.urban.officer"),
        begun(100, "compound.fire_lane", "luoshan1-compound")
        .found_by("camera")
        .then(4, "accept", "jinyu.worker")
        .then(22, "submit", "jinyu.worker")
        .then(15, "return", "manager", reason="not_done", text="车尾还占着半条通道")
        .then(21, "submit", "jinyu.worker"),
        # and one that is late, for nobody has accepted it
        begun(82, "waste.bulky", "luoshan1-waste-room").found_by("luoshan1.volunteer", "旧衣柜靠墙放着"),
    ]


def _on_rivers(begun: Begin) -> list[Story]:
    return [
        begun(8, "river.litter", "yangjinggang-south").found_by("camera"),
        begun(26 * _HOURS, "river.plants", "yangjinggang-north")
        .found_by("huxun.patrol1", "水葫芦连片，约 60 米")
        .then(35, "accept", "pubei.dispatcher")
        .then(3, "assign", "pubei.dispatcher", person="warden")
        .then(18 * _HOURS, "arrive", "warden"),
    ]


def _elsewhere(begun: Begin) -> list[Story]:
    return [
        begun(75 * _HOURS, "compound.facade", "meiyuan-compound")
        .found_by("hotline")
        .then(12, "accept", "binlan.office")
        .then(2 * _HOURS, "arrive", "binlan.office")
        .then(20 * _HOURS, "suspend", "lujiazui", reason="works_planned", text="已列入旧住房修缮计划，现场已围挡"),
        begun(35, "street.bikes", "dongchang-souvenirs").found_by("camera").then(9, "accept", "lujiazui.urban.officer"),
        begun(5 * _HOURS, "catering.kitchen", "dongchang-hotpot")
        .found_by("huxun.patrol2")
        .then(24, "accept", "pudong.market.officer")
        .then(70, "arrive", "pudong.market.officer")
        .then(95, "submit", "pudong.market.officer")
        .then(30, "ask", "lujiazui", text="灶台右侧的地沟清理了吗？照片里看不到"),
        # whoever returned it does not decide: this waits for the district
        begun(80, "compound.fire_lane", "meiyuan-compound")
        .found_by("camera")
        .then(3, "accept", "binlan.worker")
        .then(24, "submit", "binlan.worker")
        .then(12, "return", "lujiazui", reason="not_done", text="通道口还停着一辆车")
        .then(9, "appeal", "binlan.worker", text="那辆车停在划线车位里，不占通道"),
        begun(48, "transfer.backlog", "jinqiao-transfer-station")
        .found_by("sensor")
        .then(5, "accept", "jinqiao.transfer.worker"),
    ]
