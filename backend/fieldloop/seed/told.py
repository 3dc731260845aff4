"""Stories worth telling by hand: what the loop does when something is out of the ordinary."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldloop.seed.story import Story
from fieldloop.seed.town import Town

_HOURS = 60.0
_CITY = ZoneInfo("Asia/Shanghai")


Begin = Callable[[str, str, float], Story]


def told(town: Town, now: datetime, speed: float) -> list[Story]:
    """Return the stories, all of them over by now."""

    def story(element: str, site: str, begins_at: datetime) -> Story:
        finding, place = town.findings[element], town.places[site]
        return Story(finding=finding, place=place, begins_at=begins_at, speed=speed, key="told")

    def begun(element: str, site: str, hours_ago: float) -> Story:
        return story(element, site, now - timedelta(hours=hours_ago / speed))

    # As reported of 2021-07-15: seen 10:00:19, clean and closed 10:05:07.
    yesterday = now.astimezone(_CITY).date() - timedelta(days=1)
    bag = story("waste.bag_outside", "jy1-737-waste-room", datetime.combine(yesterday, time(10, 0, 22), _CITY))
    return [_under_five_minutes(bag), *_of_the_volunteer(begun), *_handed_on(begun), *_not_at_once(begun)]


def _under_five_minutes(bag: Story) -> Story:
    bag.found_by("camera").then(0.2, "seen", "coordinator").then(0.3, "accept", "coordinator")
    bag.then(0.2, "assign", "coordinator", person="cleaner").then(1.4, "arrive", "cleaner")
    return bag.then(2.1, "submit", "cleaner").then(0.55, "approve", "manager")


def _of_the_volunteer(begun: Begin) -> list[Story]:
    sofa = begun("waste.bulky", "jy1-760-waste-room", 27)
    sofa.found_by("volunteer", "旧沙发丢在厢房门口，挡住投放口").then(6, "accept", "coordinator")
    sofa.then(2, "assign", "coordinator", person="cleaner2").then(95, "arrive", "cleaner2")
    sofa.then(40, "submit", "cleaner2").then(25, "approve", "manager")
    dirty = begun("waste.room_dirty", "jy1-737-waste-room", 76)
    dirty.found_by("volunteer").then(5, "accept", "cleaner").then(20, "submit", "cleaner").then(
        30, "approve", "manager"
    )
    dirty.then(3 * _HOURS, "reopen", "volunteer", reason="back_again", text="下午又有一大片油渍")
    dirty.then(9, "accept", "cleaner2").then(35, "submit", "cleaner2").then(50, "approve", "manager")
    mattress = begun("waste.bulky", "jy1-737-compound", 120)
    mattress.found_by("volunteer", "花坛边扔了一张床垫").found_by("huxun.patrol1", "床垫一张", after=35)
    mattress.then(8, "accept", "coordinator").then(1, "assign", "coordinator", person="cleaner")
    mattress.then(150, "submit", "cleaner").then(60, "approve", "manager").then(90, "confirm", "volunteer")
    return [sofa, dirty, mattress]


def _handed_on(begun: Begin) -> list[Story]:
    truck = begun("haul.missed", "jy1-760-waste-room", 50)
    truck.found_by("hotline", "居民反映湿垃圾今早没收").then(
        4, "transfer", "coordinator", reason="wrong_unit", unit="donghu-haulage"
    )
    truck.then(6, "accept", "donghu.driver").then(70, "submit", "donghu.driver").then(22, "approve", "manager")
    cable = begun("compound.charging", "jy2-compound", 70)
    cable.found_by("huxun.patrol2").then(9, "decline", "jinyu.office", reason="not_mine", text="楼内住户由居委上门劝导")
    cable.then(7, "accept", "jinyang-2.coordinator").then(
        2, "comment", "jinyang-2.coordinator", text="已联系 302 室住户"
    )
    cable.then(1, "assign", "jinyang-2.coordinator", person="jinyang-2.worker")
    cable.then(90, "submit", "jinyang-2.worker").then(45, "approve", "manager")
    lane = begun("compound.fire_lane", "meiyuan-compound", 33)
    lane.found_by("camera").then(2, "assign", "binlan.office", person="binlan.worker")
    lane.then(3, "decline", "binlan.worker", reason="no_time", text="正在处理停水").then(2, "accept", "binlan.office")
    lane.then(21, "submit", "binlan.office").then(12, "approve", "lujiazui")
    return [truck, cable, lane]


def _not_at_once(begun: Begin) -> list[Story]:
    unheard = begun("waste.overflow", "luoshan1-waste-room", 98)
    unheard.found_by("sensor").then(46, "comment", "district", text="三级督办：请罗山一居说明情况")
    unheard.then(3, "accept", "luoshan-1.coordinator").then(
        1, "assign", "luoshan-1.coordinator", person="luoshan-1.worker"
    )
    unheard.then(30, "submit", "luoshan-1.worker").then(20, "approve", "manager")
    blurred = begun("street.spill", "jy1-fruit-shop", 30)
    blurred.found_by("camera").then(8, "accept", "jinyang.urban.officer").then(25, "submit", "jinyang.urban.officer")
    blurred.then(18, "return", "manager", reason="photo_unclear", text="看不清门口右侧，请补拍")
    blurred.then(12, "submit", "jinyang.urban.officer").then(9, "approve", "manager")
    shadow = begun("waste.bag_outside", "jy1-701-drop-off", 21)
    shadow.found_by("camera").then(2, "void", "coordinator", reason="false_alarm", text="是树影，地面没有垃圾")
    storm = begun("river.railing", "zhangjiabang-huamu", 140)
    storm.found_by("huxun.patrol1").then(12, "accept", "pubei.boatman")
    storm.then(30, "suspend", "huamu", reason="weather", text="台风蓝色预警，水上作业暂停")
    storm.then(26 * _HOURS, "resume", "huamu").then(5 * _HOURS, "submit", "pubei.boatman").then(
        2 * _HOURS, "approve", "huamu"
    )
    return [unheard, blurred, shadow, storm]
