import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    message_not_found: '没有找到这条消息',
    trigger_unknown: '没有「{trigger}」这个通知场景',
    template_empty: '请填写标题、内容或字段',
    template_place_unknown: '这个场景没有「{place}」这个变量',
    template_ref_missing: '启用前请填写平台的模板编号',
    template_field_wrong: '字段「{field}」的类型不对，或示例内容不符合平台对它的要求',
    template_unsubscribe_missing: '营销短信必须带上退订方式：拒收请回复R',
    template_off: '这个模板没有启用',
    message_shopper_unknown: '没有找到使用这个手机号、并与本店有往来的顾客',
    delivery_not_found: '没有找到这条发送记录',
    delivery_not_retryable: '这条消息可能已经送达，不能再发一次',
  },
  en: {
    message_not_found: 'There is no such message.',
    trigger_unknown: 'There is no trigger “{trigger}”.',
    template_empty: 'A title, a text or fields are missing.',
    template_place_unknown: 'This trigger has no place “{place}”.',
    template_ref_missing: 'The template id of the platform is needed before it can be switched on.',
    template_field_wrong: 'The field “{field}” is of no known kind, or the example does not fit the platform’s rule for it.',
    template_unsubscribe_missing: 'A marketing text message must say how to decline: 拒收请回复R',
    template_off: 'This template is switched off.',
    message_shopper_unknown: 'No shopper with this phone number deals with your shop.',
    delivery_not_found: 'There is no such delivery.',
    delivery_not_retryable: 'It may have arrived, and is not sent again.',
  },
}
