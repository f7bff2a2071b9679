import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    lucky_packet_not_found: '没有找到这个红包',
    lucky_packet_numbers_wrong: '金额填写有误：每份至少 1 分，普通红包的总额要能平均分',
    lucky_packet_gone: '手慢了，红包已被抢完',
    lucky_packet_over: '这个红包已过期',
  },
  en: {
    lucky_packet_not_found: 'There is no such red packet.',
    lucky_packet_numbers_wrong: 'The amount is not valid: each share has a fen at least, and equal shares must be equal.',
    lucky_packet_gone: 'Too late: all shares are taken.',
    lucky_packet_over: 'This red packet has expired.',
  },
}
