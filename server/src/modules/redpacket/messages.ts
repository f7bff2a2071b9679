import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    campaign_not_found: '没有找到这个红包活动',
    campaign_closed: '红包活动不在领取时间内',
    campaign_gone: '红包已被领完',
    campaign_limit: '您已领取过，每人限领 {perShopper} 个',
    campaign_wrong: '红包金额、总预算或时间填写有误，总预算不能少于已发放的金额',
  },
  en: {
    campaign_not_found: 'There is no such red packet campaign.',
    campaign_closed: 'These red packets cannot be claimed at the moment.',
    campaign_gone: 'All of these red packets are taken.',
    campaign_limit: 'You have had yours already: {perShopper} for each shopper.',
    campaign_wrong: 'Amounts, budget or period are not valid; the budget cannot be less than what was given out.',
  },
}
