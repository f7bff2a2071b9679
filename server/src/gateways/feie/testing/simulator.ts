import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { html, json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { openStore, type Store } from '../../testing/store.ts'
import { DEVICE_KEY, type Device, type PaperState, type Printed } from './device.ts'
import { slipsPage } from './page.ts'

export interface FeieSimulatorOptions {
  user: string
  ukey: string
  now?: () => Date
  /** Kept over restarts when there is one. */
  dataDir?: string
  /** How long a slip takes to come out. */
  takesMs?: number
  /** Devices that are in the account from the beginning. */
  known?: readonly { sn: string; name: string }[]
}

/**
 * What goes wrong with the next calls of a kind. `refuse`: the account does not have the device any more; `slow`: the answer comes after the
 * caller has gone; `late`: the slip itself arrives two minutes later.
 */
export interface PrinterFault {
  on: string
  kind: 'drop-before' | 'drop-after' | 'error-500' | 'busy' | 'refuse' | 'slow' | 'late'
  times: number
}

export interface FeieSimulator extends Simulator {
  devices: () => Device[]
  /** What came out of a device, first first. */
  slips: (sn?: string) => Printed[]
  waiting: (sn?: string) => Printed[]
  setState: (sn: string, state: PaperState) => void
  /** It says that it can print and does not. */
  jam: (sn: string, jammed: boolean) => void
  fail: (fault: PrinterFault) => void
  heal: () => void
}

const slowMs = 300
const lateMs = 120_000

interface Ground {
  devices: Store<Device>
  orders: Store<Printed>
  now: () => number
  takesMs: number
  jammed: Set<string>
}

const yes = (data: unknown): SimReply => json({ ret: 0, msg: 'ok', data, serverExecutedTime: 3 })
const no = (ret: number, msg: string): SimReply => json({ ret, msg, data: null, serverExecutedTime: 1 })
const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** What waits comes out when its device can print; what is too old does not. */
function pump({ devices, orders, now, takesMs, jammed }: Ground): void {
  for (const one of orders.all()) {
    const ready = one.at + takesMs <= now() && !jammed.has(one.sn)
    if (one.outAt === null && ready && now() <= one.expiresAt && devices.get(one.sn)?.state === 'online')
      orders.save({ ...one, outAt: now() })
  }
}

const words: Record<PaperState, string> = { online: '在线，工作状态正常。', paper: '在线，工作状态不正常。', offline: '离线。' }

type Abilities = Record<string, (form: URLSearchParams) => SimReply>
const field = (form: URLSearchParams, name: string): string => form.get(name) ?? ''

function withDevices({ devices }: Ground): Abilities {
  return {
    Open_printerAddlist: (form) => {
      const rows = field(form, 'printerContent').split('\n')
      const data: { ok: string[]; no: string[] } = { ok: [], no: [] }
      for (const row of rows) {
        const [sn = '', key = '', name = ''] = row.split('#').map((part) => part.trim())
        if (!/^\d{9}$/.test(sn) || key !== DEVICE_KEY) data.no.push(`${row} （错误：识别码不正确）`)
        else if (devices.get(sn)) data.no.push(`${row} （错误：已被添加过）`)
        else {
          devices.save({ sn, name, state: 'online' })
          data.ok.push(row)
        }
      }
      return yes(data)
    },
    Open_printerDelList: (form) => {
      const sn = field(form, 'snlist')
      if (!devices.get(sn)) return no(1002, '打印机未注册')
      devices.remove(sn)
      return yes({ ok: [`${sn}成功`], no: [] })
    },
    Open_queryPrinterStatus: (form) => {
      const device = devices.get(field(form, 'sn'))
      return device ? yes(words[device.state]) : no(1002, '打印机未注册')
    },
  }
}

function withSlips(ground: Ground): Abilities {
  const { devices, orders, now } = ground
  return {
    Open_printMsg: (form) => {
      const [sn, content, copies] = [field(form, 'sn'), field(form, 'content'), Number(field(form, 'times') || 1)]
      if (!devices.get(sn)) return no(1002, '打印机未注册')
      if (Buffer.byteLength(content) > 5000) return no(1007, '打印内容不能超过5000字节')
      if (content === '' || !(copies >= 1 && copies <= 9)) return no(-2, '参数不合法')
      const at = now()
      const id = `${sn}_${dayOf(at).replaceAll('-', '')}_${String(orders.all().length + 1).padStart(8, '0')}`
      orders.save({ id, sn, content, copies, at, outAt: null, expiresAt: Number(field(form, 'expired')) * 1000 || at + 86_400_000 })
      pump(ground)
      return yes(id)
    },
    Open_queryOrderState: (form) => {
      const one = orders.get(field(form, 'orderid'))
      return one ? yes(one.outAt !== null) : no(1005, '未找到订单信息')
    },
    Open_queryOrderInfoByDate: (form) => {
      const [sn, day] = [field(form, 'sn'), field(form, 'date')]
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) return no(1006, '订单日期格式或大小不正确')
      const those = orders.all().filter((one) => one.sn === sn && dayOf(one.at) === day)
      const print = those.filter((one) => one.outAt !== null).length
      return yes({ print, waiting: those.length - print })
    },
  }
}

/** The signature by the rule of their document, over what came. */
function signedBy({ user, ukey }: FeieSimulatorOptions, form: URLSearchParams, now: number): boolean {
  const stime = form.get('stime') ?? ''
  const wanted = createHash('sha1').update(user).update(ukey).update(stime).digest('hex')
  return form.get('user') === user && form.get('sig') === wanted && Math.abs(now / 1000 - Number(stime)) <= 600
}

function switched(request: SimRequest, hands: Pick<FeieSimulator, 'setState' | 'fail' | 'heal'>): SimReply | undefined {
  const [, name] = /^POST \/_switch\/(\w+)$/.exec(`${request.method} ${request.path}`) ?? []
  if (!name) return undefined
  // Of the demo's page and of tests: whatever they send is theirs.
  const body = JSON.parse(request.rawBody.toString('utf8') || '{}') as { sn: string; state: PaperState } & PrinterFault
  if (name === 'device') hands.setState(body.sn, body.state)
  else if (name === 'fail') hands.fail(body)
  else if (name === 'heal') hands.heal()
  else return notFound()
  return json({ ok: true })
}

async function answer(
  request: SimRequest,
  { options, ground, faults }: { options: FeieSimulatorOptions; ground: Ground; faults: PrinterFault[] },
): Promise<SimReply> {
  const can: Abilities = { ...withDevices(ground), ...withSlips(ground) }
  const form = new URLSearchParams(request.rawBody.toString('utf8'))
  const name = form.get('apiname') ?? ''
  if (!signedBy(options, form, ground.now())) return no(-3, '参数签名失败')
  const fault = faults.find((one) => one.on === name && one.times > 0)
  if (fault) fault.times -= 1
  if (fault?.kind === 'drop-before') return { drop: true }
  if (fault?.kind === 'error-500') return json({}, 500)
  if (fault?.kind === 'busy') return no(1012, '系统繁忙，请稍后再试')
  if (fault?.kind === 'refuse') return no(1002, '打印机未注册')
  pump(ground)
  const reply = can[name]?.(form) ?? no(-2, '参数不合法')
  if (fault?.kind === 'late') {
    const last = ground.orders.all().at(-1)
    if (last) ground.orders.save({ ...last, at: last.at + lateMs })
  }
  if (fault?.kind === 'drop-after' || fault?.kind === 'late') return { drop: true }
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs))
  return reply
}

/** The cloud of a printer maker whose devices print on a page. */
export function createFeieSimulator(options: FeieSimulatorOptions): FeieSimulator {
  const at = (name: string): string | undefined => options.dataDir && join(options.dataDir, 'simulators', `feie-${name}.jsonl`)
  const ground: Ground = {
    devices: openStore<Device>((one) => one.sn, at('devices')),
    orders: openStore<Printed>((one) => one.id, at('slips')),
    now: () => (options.now?.() ?? new Date()).getTime(),
    takesMs: options.takesMs ?? 0,
    jammed: new Set(),
  }
  for (const { sn, name } of options.known ?? []) if (!ground.devices.get(sn)) ground.devices.save({ sn, name, state: 'online' })
  const faults: PrinterFault[] = []
  const those = (sn?: string) => ground.orders.all().filter((one) => sn === undefined || one.sn === sn)
  const hands = {
    setState: (sn: string, state: PaperState) => {
      const device = ground.devices.get(sn)
      if (device) ground.devices.save({ ...device, state })
      pump(ground)
    },
    jam: (sn: string, jammed: boolean) => void (jammed ? ground.jammed.add(sn) : ground.jammed.delete(sn)),
    fail: (fault: PrinterFault) => void faults.push({ ...fault }),
    heal: () => void faults.splice(0),
  }
  const asked = (request: SimRequest) => answer(request, { options, ground, faults })
  return {
    name: 'feie',
    devices: () => ground.devices.all(),
    slips: (sn) => (pump(ground), those(sn).filter((one) => one.outAt !== null)),
    waiting: (sn) => those(sn).filter((one) => one.outAt === null),
    ...hands,
    handle: async (request) => {
      const reply = switched(request, hands)
      if (reply) return reply
      if (request.path !== '/') return notFound()
      if (request.method === 'POST') return asked(request)
      pump(ground)
      return html(slipsPage(ground.devices.all(), ground.orders.all(), ground.now()))
    },
    stop: async () => {},
  }
}
