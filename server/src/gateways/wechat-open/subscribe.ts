import { z } from 'zod'
import { mapOutcome, refused } from '../outcome.ts'
import type { SubscribeSender } from '../subscribe-sender.ts'
import { ask, tokenCache, type WeChatOpenOptions, withToken } from './adapter.ts'

/** What the codes of the platform mean to us. */
const named: Record<string, string> = {
  errcode_40003: 'receiver_bad',
  errcode_40037: 'template_bad',
  errcode_41030: 'page_bad',
  errcode_43101: 'not_subscribed',
  errcode_43107: 'capability_banned',
  errcode_45168: 'word_forbidden',
  errcode_47003: 'data_bad',
}
/** Two at once for the same person: the platform asks to wait. */
const passing = new Set(['errcode_43108'])

const Sent = z.object({ msgid: z.union([z.string(), z.number()]).optional() })

/** WeChat one-time subscribe messages: `message/subscribe/send`. */
export function createWeChatSubscribe(options: WeChatOpenOptions): SubscribeSender {
  const tokens = tokenCache(options)
  return {
    name: 'wechat-subscribe',
    send: async (message) => {
      const body = {
        touser: message.openId,
        template_id: message.template,
        ...(message.page ? { page: message.page } : {}),
        data: Object.fromEntries(message.fields.map(({ key, value }) => [key, { value }])),
        miniprogram_state: 'formal',
        lang: 'zh_CN',
      }
      const answer = await withToken(tokens, (token) =>
        ask(options, { method: 'POST', path: `/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`, body }, Sent),
      )
      if (answer.result === 'refused')
        return refused(named[answer.code] ?? answer.code, answer.message, passing.has(answer.code) ? 'later' : answer.retry)
      return mapOutcome(answer, ({ msgid }) => ({ channelId: String(msgid ?? '') }))
    },
  }
}
