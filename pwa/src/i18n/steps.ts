import type { Action } from '../core/action.ts';
import { dictionary } from './index.ts';

type Steps = Readonly<Record<Action, string>>;

/** What the button says. */
const button: { readonly zh: Steps; readonly en: Steps } = {
  zh: {
    file: '立案', join: '并入上报', dispatch: '派单', accept: '接单', assign: '指派', decline: '退单', transfer: '转派', arrive: '我到现场了', submit: '提交',
    approve: '核查通过', return: '驳回', suspend: '挂账', resume: '恢复办理', void: '作废', reopen: '重新打开', comment: '留言',
    seen: '已看到', escalate: '升级', unheard: '联系不上', wait: '等待答复', prioritize: '改紧急程度', urge: '督办', warn: '提醒', kept: '补交', reckon: '重算时限',
    ask: '询问', request: '申请延期', grant: '批准', refuse: '不批准', appeal: '申诉', excuse: '撤销超时', uphold: '维持超时', confirm: '已解决', clear: '自动结案', redact: '遮盖', forget: '到期删除', inspect: '抽查复核',
    owner_asked: '先问业主', owner_done: '业主已处理', owner_left: '不再等业主',
  },
  en: {
    file: 'File', join: 'Join', dispatch: 'Dispatch', accept: 'Accept', assign: 'Assign', decline: 'Decline', transfer: 'Transfer', arrive: 'I am on site', submit: 'Submit',
    approve: 'Approve', return: 'Return', suspend: 'Suspend', resume: 'Resume', void: 'Void', reopen: 'Reopen', comment: 'Comment',
    seen: 'Seen', escalate: 'Escalate', unheard: 'No sign', wait: 'Wait for an answer', prioritize: 'Change priority', urge: 'Urge', warn: 'Warn', kept: 'Kept', reckon: 'Count anew',
    ask: 'Ask', request: 'Ask for more time', grant: 'Grant', refuse: 'Refuse', appeal: 'Appeal', excuse: 'Lift late mark', uphold: 'Keep late mark', confirm: 'Fixed', clear: 'Clear', redact: 'Cover', forget: 'Delete when due', inspect: 'Re-inspect',
    owner_asked: 'Ask the owner', owner_done: 'Done by the owner', owner_left: 'Wait no longer',
  },
};

/** What the timeline and the confirmation say. */
const done: typeof button = {
  zh: {
    file: '发现并立案', join: '又有人上报', dispatch: '已派单', accept: '已接单', assign: '已指派', decline: '已退单', transfer: '已转派', arrive: '到达现场',
    submit: '已提交整改照片', approve: '核查通过，已结案', return: '核查驳回', suspend: '已挂账', resume: '已恢复办理', void: '已作废',
    reopen: '已重新打开', comment: '留言', seen: '已送达并查看', escalate: '超时升级', unheard: '处理人没有回应，请调度员关注', wait: '暂停，等待答复', prioritize: '紧急程度已改', urge: '领导督办', warn: '临近时限提醒', kept: '补交了材料（该步骤未生效）', reckon: '规则有调整，截止时间已重算',
    ask: '核查询问', request: '申请延期或挂账', grant: '申请已批准', refuse: '申请未批准', appeal: '已申诉', excuse: '超时记录已撤销', uphold: '超时记录维持', confirm: '上报人确认已解决', clear: '摄像头确认，已结案', redact: '照片部分内容已遮盖', forget: '保存期满，照片和位置已按规定删除', inspect: '抽查复核：确已解决',
    owner_asked: '已先问业主', owner_done: '业主说已处理', owner_left: '业主没有答复',
  },
  en: {
    file: 'Found and filed', join: 'Reported again', dispatch: 'Dispatched', accept: 'Accepted', assign: 'Assigned', decline: 'Declined', transfer: 'Transferred', arrive: 'On site',
    submit: 'After-photos submitted', approve: 'Approved and closed', return: 'Returned by review', suspend: 'Suspended', resume: 'Resumed', void: 'Voided',
    reopen: 'Reopened', comment: 'Comment', seen: 'Delivered and seen', escalate: 'Late: escalated', unheard: 'No sign from who has it: for the coordinator', wait: 'Waits for an answer', prioritize: 'Priority changed', urge: 'A manager asks for it', warn: 'Deadline is near', kept: 'Photos and words kept; the step did not count', reckon: 'Rules changed: deadline counted anew',
    ask: 'Reviewer asked', request: 'Asked for more time', grant: 'Granted', refuse: 'Not granted', appeal: 'Appealed', excuse: 'Late mark lifted', uphold: 'Late mark stands', confirm: 'Reporter says it is fixed', clear: 'Seen clear by the camera, closed', redact: 'Part of a photo covered', forget: 'Photos and places deleted as the rule says', inspect: 'Re-inspected: it is fixed',
    owner_asked: 'Asked the owner', owner_done: 'The owner says: done', owner_left: 'No answer from the owner',
  },
};

/** Not part of the first load: no list says what can be done to an order, or what was. */
export const actionWords = dictionary(button.zh, button.en);
export const doneWords = dictionary(done.zh, done.en);
export const inspected = dictionary('复核结果已送达', 'Your finding has arrived');
