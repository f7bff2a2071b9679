import { html, seeOther, type SimReply, type SimRequest } from './host.ts'
import { escapeHtml, page } from './page.ts'

/** What a cashier shows of a trade. */
export interface CashierTrade {
  number: string
  description: string
  amountFen: number
  expiresAt: string
  state: 'open' | 'paid' | 'closed'
}

/** A simulator's door to the cashier for people. */
export interface CashierDesk {
  /** `微信支付`, as people call it. */
  brand: string
  /** Where the form goes, relative to this page. */
  action: string
  now: () => Date
  /** Nothing when there is no such trade (any more). */
  find: (token: string | null) => CashierTrade | undefined
  pay: (number: string, payment: { notify?: 'none'; notifyAfterMs?: number }) => void
  /** Leads back to the shop; by default to the address that came along. */
  leave?: (number: string, back: string | undefined, paid: boolean) => SimReply | undefined
}

/** The choices of the cashier, each with what will follow. */
const choices = ['paid', 'failed', 'late', 'silent', 'cancel'] as const
type Choice = (typeof choices)[number]

/** Shows what is to be paid, takes the choice, leads back to the shop. `token` and `back` come in the query or the form. */
export function cashier(desk: CashierDesk, request: SimRequest): SimReply {
  if (request.method === 'POST') return choose(desk, new URLSearchParams(request.rawBody.toString('utf8')))
  return show(desk, request.query.get('token') ?? request.query.get('prepay_id'), safeUrl(request.query.get('redirect_url')))
}

export function show(desk: CashierDesk, token: string | null, back: string | undefined): SimReply {
  const trade = desk.find(token)
  if (!trade || !token) return html(messagePage({ title: '支付链接已失效', text: '请返回商户重新发起支付。', back }), 404)
  if (trade.state === 'closed')
    return html(messagePage({ title: '订单已关闭', text: '已超过支付时间，或商户取消了订单。没有扣款。', back }))
  if (trade.state === 'paid') return html(messagePage({ title: '已支付', text: '这笔订单已经付过了，不会重复扣款。', back }))
  return html(cashierPage(desk, trade, { token, back: back ?? '' }))
}

function choose(desk: CashierDesk, form: URLSearchParams): SimReply {
  const choice = choices.find((one) => one === form.get('choice'))
  const trade = desk.find(form.get('token'))
  const back = safeUrl(form.get('redirect_url'))
  if (!trade || !choice) return html(messagePage({ title: '支付链接已失效', text: '请返回商户重新发起支付。', back }), 404)
  const open = trade.state === 'open'
  const pays = open && choice !== 'cancel' && choice !== 'failed'
  if (pays) desk.pay(trade.number, paymentOf(choice))
  if (open && choice === 'failed')
    return html(messagePage({ title: '支付失败', text: '演示：余额不足，没有扣款。可以返回商户再试一次。', back }))
  const left = desk.leave?.(trade.number, back, pays || trade.state === 'paid')
  if (left) return left
  if (back) return seeOther(back)
  return html(
    messagePage(pays ? { title: '支付成功', text: '可以关闭这个页面，回到商户查看订单。' } : { title: '未支付', text: '没有扣款。' }),
  )
}

function paymentOf(choice: Choice): { notify?: 'none'; notifyAfterMs?: number } {
  if (choice === 'silent') return { notify: 'none' }
  return choice === 'late' ? { notifyAfterMs: 30_000 } : {}
}

/** Only web addresses: a `javascript:` link must not leave this page. */
function safeUrl(text: string | null): string | undefined {
  return text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined
}

const yuan = (fen: number): [string, string] => [String(Math.floor(fen / 100)), String(fen % 100).padStart(2, '0')]

const others: { choice: Choice; label: string; text: string }[] = [
  { choice: 'late', label: '成功，但通知迟到', text: '钱已扣，30 秒后才通知商户' },
  { choice: 'silent', label: '成功，但没有通知', text: '商户须主动查询才会知道' },
  { choice: 'failed', label: '支付失败', text: '余额不足，订单仍可再付' },
]

const button = (choice: Choice, content: string, kind = ''): string =>
  `<button name="choice" value="${choice}"${kind && ` class="${kind}"`}>${content}</button>`

function cashierPage({ brand, action, now }: CashierDesk, trade: CashierTrade, form: { token: string; back: string }): string {
  const [whole, cents] = yuan(trade.amountFen)
  const left = Math.max(0, Math.floor((Date.parse(trade.expiresAt) - now().getTime()) / 1000))
  return page(
    `演示收银台 · ${brand}`,
    `<div class="demo" role="note">演示收银台 · ${escapeHtml(brand)} · 不会产生真实扣款</div>
<main>
<section class="card pay" aria-label="付款信息">
  <p class="soft">付款给 铺子商城</p>
  <h1>${escapeHtml(trade.description)}</h1>
  <p class="amount"><small>¥</small>${escapeHtml(whole)}<small>.${cents}</small></p>
  <p class="soft">剩余支付时间 <b id="left" data-seconds="${left}">${clock(left)}</b></p>
  <p class="number">商户单号 ${escapeHtml(trade.number)}</p>
</section>
<form method="post" action="${escapeHtml(action)}">
  <input type="hidden" name="token" value="${escapeHtml(form.token)}">
  <input type="hidden" name="redirect_url" value="${escapeHtml(form.back)}">
  ${button('paid', '确认支付', 'primary')}
  <h2>试一试其他结果</h2>
  <div class="others">${others.map(({ choice, label, text }) => button(choice, `<b>${label}</b><span>${text}</span>`)).join('')}</div>
  ${button('cancel', '取消支付', 'plain')}
</form>
</main>
<script>${script}</script>`,
    cashierStyle,
  )
}

function messagePage(input: { title: string; text: string; back?: string | undefined }): string {
  const back = input.back ? `<a class="button primary" href="${escapeHtml(input.back)}">返回商户</a>` : ''
  return page(
    input.title,
    `<div class="demo" role="note">演示收银台 · 不会产生真实扣款</div><main><section class="card pay"><h1>${escapeHtml(input.title)}</h1><p class="soft">${escapeHtml(input.text)}</p></section>${back}</main>`,
    cashierStyle,
  )
}

const clock = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    .filter((part, index) => index > 0 || part > 0)
    .map((part) => String(part).padStart(2, '0'))
    .join(':')

const script = `
const left=document.getElementById('left');const end=Date.now()+Number(left.dataset.seconds)*1000;
const tick=()=>{const s=Math.max(0,Math.round((end-Date.now())/1000));const p=n=>String(n).padStart(2,'0');
left.textContent=(s>=3600?p(Math.floor(s/3600))+':':'')+p(Math.floor(s%3600/60))+':'+p(s%60);if(s===0)location.reload()};
if(Number(left.dataset.seconds)>0)setInterval(tick,1000);
document.querySelector('form').addEventListener('submit',e=>{const b=e.submitter;setTimeout(()=>{document.querySelectorAll('button').forEach(x=>x.disabled=true);b.setAttribute('aria-busy','true')})});
addEventListener('pageshow',()=>document.querySelectorAll('button').forEach(x=>x.disabled=false));
`

const cashierStyle = `
.pay{text-align:center;padding:28px 16px 20px;margin-bottom:16px}
.pay h1{font-size:16px;line-height:24px;font-weight:500;margin-top:4px}
.amount{font-size:44px;line-height:56px;font-weight:600;font-variant-numeric:tabular-nums;margin:12px 0 8px;letter-spacing:-.5px}
.amount small{font-size:24px;font-weight:500}
#left{color:var(--ink);font-variant-numeric:tabular-nums;font-weight:500}
.number{font-size:12px;color:var(--soft);margin-top:16px;padding-top:12px;border-top:1px solid var(--line);word-break:break-all}
.others{background:var(--card);border-radius:12px;overflow:hidden}
.others button{border-radius:0;text-align:left;padding:12px 16px;border-top:1px solid var(--line)}
.others button:first-child{border-top:0}
.others b,.others span{display:block;font-weight:500}
.others span{font-size:14px;color:var(--soft)}
h2{color:var(--soft);font-size:14px;font-weight:500}
.plain{background:none;color:var(--soft);margin-top:12px}
button:disabled{opacity:.6;cursor:default}
`
