import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { html, json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { escapeHtml, page } from '../../testing/page.ts'

export interface InboxMessage {
  id: string
  phone: string
  text: string
  values: readonly string[]
  at: Date
}

export interface SmsSimulatorOptions {
  secretId: string
  secretKey: string
  now?: () => Date
}

export interface SmsSimulator extends Simulator {
  /** What arrived on a phone, newest first. */
  inbox: (phone?: string) => InboxMessage[]
  /** The next so many messages are refused. */
  refuse: (times: number) => void
}

const kept = 200
/** What this provider has approved, with the places as it writes them. */
const texts: Record<string, string> = {
  'login-code': '验证码 {1}，{2} 分钟内有效。请勿告诉他人。',
  '1800001': '您的订单「{1}」已发货，{2}运单号 {3}，请留意查收。',
  '1800002': '您等的「{1}」到货了，现价 {2}，数量有限。',
  '1800003': '您有一张{1}将于 {2} 到期，打开小程序即可使用。拒收请回复R',
}
/** As the provider does: so many values as places, none longer than it takes. */
const longestValue = 40
const placesOf = (text: string): number => new Set(text.match(/\{\d\}/g)).size
const filled = (text: string, values: readonly string[]): string =>
  text.replaceAll(/\{(\d)\}/g, (_, n: string) => values[Number(n) - 1] ?? '')

const refused = (Code: string, Message: string): SimReply => json({ Response: { Error: { Code, Message }, RequestId: randomUUID() } })
const digest = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A text-message provider whose messages end in an inbox page instead of a phone. */
export function createSmsSimulator(options: SmsSimulatorOptions): SmsSimulator {
  const messages: InboxMessage[] = []
  const now = options.now ?? (() => new Date())
  let refusals = 0

  const send = (request: SimRequest): SimReply => {
    const fault = faultOf(request, options, now())
    if (fault) return refused('AuthFailure.SignatureFailure', fault)
    // Checked by the signature: only our own adapter can have written it.
    const body = JSON.parse(request.rawBody.toString('utf8')) as {
      PhoneNumberSet: string[]
      SignName: string
      TemplateId: string
      TemplateParamSet: string[]
    }
    const text = texts[body.TemplateId]
    if (!text) return refused('FailedOperation.TemplateIncorrectOrUnapproved', 'template')
    if (body.TemplateParamSet.length !== placesOf(text) || body.TemplateParamSet.some((value) => [...value].length > longestValue))
      return refused('FailedOperation.TemplateParamSetNotMatchApprovedTemplate', 'values')
    const statuses = body.PhoneNumberSet.map((number) => {
      const SerialNo = randomUUID()
      if (refusals > 0) {
        refusals -= 1
        return { SerialNo: '', PhoneNumber: number, Fee: 0, Code: 'LimitExceeded.PhoneNumberThirtySecondLimit', Message: 'too often' }
      }
      const phone = number.replace(/^\+86/, '')
      messages.unshift({
        id: SerialNo,
        phone,
        text: `【${body.SignName}】${filled(text, body.TemplateParamSet)}`,
        values: body.TemplateParamSet,
        at: now(),
      })
      messages.length = Math.min(messages.length, kept)
      return { SerialNo, PhoneNumber: number, Fee: 1, Code: 'Ok', Message: 'send success' }
    })
    return json({ Response: { SendStatusSet: statuses, RequestId: randomUUID() } })
  }

  return {
    name: 'sms',
    inbox: (phone) => messages.filter((message) => phone === undefined || message.phone === phone),
    refuse: (times) => void (refusals = times),
    handle: async (request) => {
      if (request.path !== '/' && request.path !== '/inbox.json') return notFound()
      if (request.method === 'POST') return send(request)
      const phone = request.query.get('phone') ?? undefined
      const found = messages.filter((message) => phone === undefined || message.phone === phone)
      return request.path === '/inbox.json' ? json({ items: found }) : html(inboxPage(found))
    },
    stop: async () => {},
  }
}

/** Checks the signature with the rules of the provider's document, not with the adapter's code. */
function faultOf(request: SimRequest, options: SmsSimulatorOptions, now: Date): string | undefined {
  const match =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers['authorization'] ?? '',
    )
  if (!match) return 'authorization'
  const [, id, day = '', names = '', signature = ''] = match
  const timestamp = Number(request.headers['x-tc-timestamp'])
  if (id !== options.secretId || !(Math.abs(now.getTime() / 1000 - timestamp) <= 300)) return 'credential or clock'
  if (day !== new Date(timestamp * 1000).toISOString().slice(0, 10)) return 'date'
  const lines = names.split(';').map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`)
  const canonical = [
    request.method,
    request.url.split('?')[0],
    request.url.split('?')[1] ?? '',
    lines.join(''),
    names,
    digest(request.rawBody),
  ].join('\n')
  const wanted = ['TC3-HMAC-SHA256', timestamp, `${day}/sms/tc3_request`, digest(canonical)].join('\n')
  const key = [day, 'sms', 'tc3_request'].reduce<Buffer>(
    (last, part) => createHmac('sha256', last).update(part).digest(),
    Buffer.from(`TC3${options.secretKey}`),
  )
  const good = timingSafeEqual(Buffer.from(signature, 'hex'), createHmac('sha256', key).update(wanted).digest())
  return good ? undefined : 'signature'
}

function inboxPage(messages: readonly InboxMessage[]): string {
  const items = messages.slice(0, 50).map(
    ({ phone, text, values, at }) => `<li class="card">
  <div class="row"><b>${escapeHtml(phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3'))}</b><time class="soft" datetime="${at.toISOString()}">${clock(at)}</time></div>
  <p>${escapeHtml(text)}</p>
  ${/^\d{6}$/.test(values[0] ?? '') ? `<button type="button" data-code="${escapeHtml(values[0] ?? '')}">复制验证码 ${escapeHtml(values[0] ?? '')}</button>` : ''}
</li>`,
  )
  return page(
    '演示短信箱',
    `<div class="demo" role="note">演示短信箱 · 所有短信都送到这里</div>
<main><h1>收到的短信</h1>
${items.length > 0 ? `<ul>${items.join('')}</ul>` : '<section class="card empty"><p>还没有短信</p><p class="soft">在登录页获取验证码，短信会马上出现在这里。</p></section>'}
</main><script>
document.addEventListener('click',async e=>{const b=e.target.closest('[data-code]');if(!b)return;try{await navigator.clipboard.writeText(b.dataset.code);b.textContent='已复制 '+b.dataset.code}catch{b.textContent=b.dataset.code}});
const seen=${messages.length};setInterval(async()=>{if(document.hidden)return;const r=await fetch('/sms/inbox.json'+location.search);const j=await r.json();if(j.items.length!==seen||(j.items[0]&&j.items[0].id!=='${messages[0]?.id ?? ''}'))location.reload()},3000);
</script>`,
    inboxStyle,
  )
}

const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')

const inboxStyle = `
ul{list-style:none;margin:16px 0 0;padding:0;display:grid;gap:12px}
.row{display:flex;justify-content:space-between;align-items:baseline;margin-bottom:4px;font-variant-numeric:tabular-nums}
li button{margin-top:12px;border:1px solid var(--line);color:var(--brand);min-height:44px;padding:8px}
.empty{margin-top:16px;text-align:center;padding:48px 16px}
h1{margin:8px 4px}
`
