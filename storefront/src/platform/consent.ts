import Taro from '@tarojs/taro'
import { shop } from '@/api/client'
import { randomKey } from '@/lib/random-key'
import { sessionToken } from '@/stores/session'

type Channel = 'weapp' | 'alipay' | 'tt'
type Result = 'accept' | 'reject' | 'ban' | 'filter'

const channel = process.env.TARO_ENV as Channel // this file is built for mini programs only
const results: readonly string[] = ['accept', 'reject', 'ban', 'filter']
/** More the platform does not show at once. */
const mostAtOnce = 3

export const hasPushes = true

let known: { trigger: string; templateId: string }[] = []

/** Which messages there are to allow; read ahead, because a tap must not wait for it. */
export async function loadConsents(): Promise<void> {
  known = (await shop.listSubscribeTemplates({ channel })).items
}

/**
 * Asks whether messages of these kinds may be sent: each yes is good for one. May be called only while a tap is handled, so before anything is
 * awaited. Whatever the person answers, what they were about goes on.
 */
export async function askConsent(triggers: readonly string[]): Promise<void> {
  const tmplIds = [...new Set(known.filter(({ trigger }) => triggers.includes(trigger)).map(({ templateId }) => templateId))]
  if (channel !== 'weapp' || tmplIds.length === 0) return
  try {
    const answers = answersOf(await Taro.requestSubscribeMessage({ tmplIds: tmplIds.slice(0, mostAtOnce), entityIds: [] }), tmplIds)
    if (answers.length > 0 && sessionToken()) await shop.recordConsents({ requestId: randomKey(), channel, answers })
  } catch (error) {
    // Older clients, and people who have switched messages off: the inbox tells them.
    console.warn('no consent to messages', error)
  }
}

/** The platform's answer names each template beside its own fields. */
const answersOf = (answer: object, ids: readonly string[]) =>
  Object.entries(answer).flatMap(([templateId, result]) =>
    ids.includes(templateId) && results.includes(String(result)) ? [{ templateId, result: result as Result }] : [],
  )
