import { z } from 'zod'
import type { CloudPrinter, DeviceState } from '../cloud-printer.ts'
import { mapOutcome, ok, type Outcome, refused, unknown } from '../outcome.ts'
import { ask, type FeieOptions } from './client.ts'
import { contentOf } from './content.ts'

const Listed = z.object({ ok: z.array(z.string()).nullish(), no: z.array(z.string()).nullish() })
const Tally = z.object({ print: z.coerce.number().int().min(0), waiting: z.coerce.number().int().min(0) })
/** Whatever ends a field or a row in their lists. */
const bare = (text: string): string => text.replaceAll(/[#\r\n|]/g, ' ').trim()

/** Feie cloud printers (飞鹅): one signed form for each thing asked. */
export function createFeie(options: FeieOptions): CloudPrinter {
  return {
    name: 'feie',
    add: (device) => add(options, device),
    remove: (sn) => remove(options, sn),
    state: (sn) => state(options, sn),
    print: async ({ sn, lines, copies, expiresAt }) => {
      const answer = await ask(options, 'Open_printMsg', {
        sn,
        content: contentOf(lines),
        times: String(copies),
        expired: String(Math.floor(expiresAt.getTime() / 1000)),
      })
      if (answer.result !== 'ok') return answer
      return typeof answer.value === 'string' && answer.value !== '' ? ok({ printId: answer.value }) : unknown('taken, without its number')
    },
    taken: async ({ sn, day }) => {
      const answer = await ask(options, 'Open_queryOrderInfoByDate', { sn, date: day })
      if (answer.result !== 'ok') return answer
      const tally = Tally.safeParse(answer.value)
      return tally.success ? ok({ slips: tally.data.print + tally.data.waiting, waiting: tally.data.waiting }) : unknown('no tally')
    },
    printed: async (printId) => {
      const answer = await ask(options, 'Open_queryOrderState', { orderid: printId })
      return answer.result === 'ok' && typeof answer.value !== 'boolean'
        ? unknown('neither yes nor no')
        : mapOutcome(answer, (value) => value === true)
    },
  }
}

/** One that is there already, in this account, is added; in that of somebody else it is not ours. */
async function add(options: FeieOptions, device: { sn: string; key: string; name: string }): Promise<Outcome<'added'>> {
  const printerContent = `${bare(device.sn)}#${bare(device.key)}#${bare(device.name)}`
  const answer = await ask(options, 'Open_printerAddlist', { printerContent })
  if (answer.result !== 'ok') return answer
  const listed = Listed.safeParse(answer.value)
  if (!listed.success) return unknown('no list')
  const [no] = listed.data.no ?? []
  if (no === undefined) return listed.data.ok?.length ? ok('added') : unknown('an empty list')
  if (!no.includes('已被添加')) return refused('feie_not_added', no.replace(/^.*[（(]/, '').replace(/[)）]$/, ''))
  const there = await state(options, device.sn)
  return mapOutcome(there, () => 'added' as const)
}

async function remove(options: FeieOptions, sn: string): Promise<Outcome<'removed'>> {
  const answer = await ask(options, 'Open_printerDelList', { snlist: sn })
  if (answer.result === 'refused' && (answer.code === 'feie_1002' || answer.code === 'feie_1001')) return ok('removed')
  return mapOutcome(answer, () => 'removed' as const)
}

/** They answer with a sentence. */
async function state(options: FeieOptions, sn: string): Promise<Outcome<DeviceState>> {
  const answer = await ask(options, 'Open_queryPrinterStatus', { sn })
  if (answer.result !== 'ok') return answer
  const text = typeof answer.value === 'string' ? answer.value : ''
  if (text.includes('离线')) return ok('offline')
  if (!text.includes('在线')) return unknown(`state ${text}`)
  return ok(text.includes('不正常') ? 'faulty' : 'online')
}
