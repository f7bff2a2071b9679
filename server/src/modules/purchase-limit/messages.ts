import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    over_person_limit: '超过每人限购数量，还可购买 {left} 件',
    key_reused: '同一请求编号提交了不同内容，请刷新后重试',
    claim_ended: '限购名额占用已结束，请重新下单',
  },
  en: {
    over_person_limit: 'This is over the limit per person: {left} more can be bought.',
    key_reused: 'This request id was used for something else; reload and try again',
    claim_ended: 'The claim has ended; place the order again',
  },
}
