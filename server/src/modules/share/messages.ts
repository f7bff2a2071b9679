import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    share_not_found: '这个分享已失效，或口令有误',
    referral_campaign_not_found: '没有找到这个分享活动',
    referral_not_found: '没有找到这条邀请记录',
    referral_decided: '这条邀请已经处理过了',
    referral_limit: '已达到活动预算或邀请人的上限，不能再发放',
    referral_budget_given: '已发放的奖励数超过了新的预算，预算不能少于已发放数',
    referral_numbers_wrong: '活动设置有误：请检查时间、奖励和观察期；分享返现需填写返现比例和上限',
    referral_platform_only: '全平台活动，以及积分、红包、余额奖励和分享返现，只能由平台设置；店铺可以发放自己的优惠券',
    referral_coupon_unknown: '没有找到这张优惠券，或不是本店的',
    share_limit: '今天分享得太多了，每天最多 {most} 次，明天再来吧',
  },
  en: {
    share_not_found: 'There is no such share.',
    referral_campaign_not_found: 'There is no such referral campaign.',
    referral_not_found: 'There is no such referral.',
    referral_decided: 'This referral is decided already.',
    referral_limit: 'The budget of the campaign or a limit of the inviter is reached: nothing more can be given.',
    referral_budget_given: 'More rewards were given than the new budget allows.',
    referral_numbers_wrong: 'Check the period, the rewards and the waiting time; a cash-back needs a rate and a most.',
    referral_platform_only:
      'Campaigns of the whole mall, points, red packets, wallet money and cash-back are set up by the platform; a shop may give its own coupons.',
    referral_coupon_unknown: 'There is no such coupon, or it is not of this shop.',
    share_limit: 'You have shared enough for today: {most} times at most.',
  },
}
