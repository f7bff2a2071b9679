import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    streaks_wrong: '连续签到奖励的天数不能重复',
    tiers_wrong: '等级和成长值都要逐级递增，不能重复',
    task_not_found: '没有找到这个任务',
    task_not_done: '任务还没有完成',
    task_wrong: '这类任务只需完成 1 次',
    check_in_closed: '签到活动暂未开放',
    make_up_too_late: '这一天不能补签',
    make_up_no_card: '没有可用的补签卡',
    make_up_cards_gone: '本月的补签卡已领完',
    make_up_card_limit: '本月补签卡每人限领 {most} 张',
  },
  en: {
    streaks_wrong: 'Each number of days in a row may have one reward.',
    tiers_wrong: 'Levels and growth must rise from tier to tier.',
    task_not_found: 'There is no such task.',
    task_not_done: 'The task is not done yet.',
    task_wrong: 'A task of this kind is done once.',
    check_in_closed: 'Check-in is not open now.',
    make_up_too_late: 'This day cannot be made up.',
    make_up_no_card: 'You have no make-up card.',
    make_up_cards_gone: 'The make-up cards of this month are gone.',
    make_up_card_limit: 'Each shopper may take {most} make-up cards a month.',
  },
}
