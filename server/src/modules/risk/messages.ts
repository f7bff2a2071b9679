import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    risk_rule_wrong: '规则设置有误，请检查统计方式、维度和事件是否匹配',
    risk_rules_many: '规则最多 {most} 条',
    risk_rule_not_found: '没有找到这条规则',
    risk_listing_wrong: '填写的内容与类型不符，或到期时间已过',
    risk_listings_many: '名单最多 {most} 条',
    risk_listing_not_found: '没有找到这条名单',
    risk_review_not_found: '没有找到这条审核',
    risk_review_decided: '这条审核已经处理过了',
    challenge_wrong: '验证码不正确，请再试一次',
    challenge_over: '验证码已失效，请换一张',
  },
  en: {
    risk_rule_wrong: 'This rule could not work: check what it counts, by what, and for which events.',
    risk_rules_many: 'There can be {most} rules at most.',
    risk_rule_not_found: 'There is no such rule.',
    risk_listing_wrong: 'This is not of that type, or its end has passed.',
    risk_listings_many: 'There can be {most} entries at most.',
    risk_listing_not_found: 'There is no such entry.',
    risk_review_not_found: 'There is no such review.',
    risk_review_decided: 'This has been decided already.',
    challenge_wrong: 'That is not what the picture says. Please try again.',
    challenge_over: 'This picture is over. Please take another one.',
  },
}
