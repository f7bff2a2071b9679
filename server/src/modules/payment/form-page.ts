import { createHash } from 'node:crypto'
import type { RawReply } from '../../kernel/http.ts'
import type { Payments } from './context.ts'
import { prepayInputOf } from './prepay-input.ts'
import { attemptOf } from './queries/attempts.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

const script = `document.getElementById('pay').submit()`
const scriptHash = createHash('sha256').update(script).digest('base64')

/** Some channels are entered by a form and not by an address: this page sends it. The attempt's id is what opens it, and it can only be paid. */
export async function formPage(payments: Payments, id: string): Promise<RawReply> {
  const attempt = /^[0-9a-f-]{36}$/.test(id) ? await attemptOf(payments.db, id) : undefined
  const channel = attempt && payments.channels.of(attempt)
  if (!attempt || !channel || attempt.state !== 'open') return page(404, '支付链接已失效，请返回重新发起支付。', nowhere)
  const prepaid = await channel.prepay(prepayInputOf(payments, { channel, attempt }, { ip: attempt.ip, returnUrl: attempt.return_url }))
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'front') return page(503, '支付渠道暂时没有响应，请返回稍后再试。', nowhere)
  const { url, fields } = prepaid.value.form
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
  const form = `<form id="pay" method="post" action="${escape(url)}">${inputs.join('')}<button>继续支付</button></form><script>${script}</script>`
  return page(200, '正在前往支付页面…', { form, to: new URL(url).origin })
}

const nowhere = { form: '', to: "'none'" }

function page(status: number, text: string, { form, to }: { form: string; to: string }): RawReply {
  const body = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>支付</title><style>body{font:16px/1.6 sans-serif;text-align:center;padding:64px 24px;color:#1f1b18}button{font:inherit;padding:10px 24px;margin-top:16px}</style></head>
<body><p>${text}</p>${form}</body></html>`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; form-action ${to}`,
    },
    body,
  }
}
