import { escapeHtml, page } from '../../testing/page.ts'
import type { BookedTrade } from './book.ts'

export interface CashierView {
  trade: BookedTrade
  redirectUrl: string
  now: Date
}

const yuan = (fen: number): [string, string] => [String(Math.floor(fen / 100)), String(fen % 100).padStart(2, '0')]

/** The choices of the cashier, each with what will follow. */
export const choices = ['paid', 'failed', 'late', 'silent', 'cancel'] as const
export type Choice = (typeof choices)[number]

const others: { choice: Choice; label: string; text: string }[] = [
  { choice: 'late', label: '成功，但通知迟到', text: '钱已扣，30 秒后才通知商户' },
  { choice: 'silent', label: '成功，但没有通知', text: '商户须主动查询才会知道' },
  { choice: 'failed', label: '支付失败', text: '余额不足，订单仍可再付' },
]

const button = (choice: Choice, content: string, kind = ''): string =>
  `<button name="choice" value="${choice}"${kind && ` class="${kind}"`}>${content}</button>`

export function cashierPage({ trade, redirectUrl, now }: CashierView): string {
  const [whole, cents] = yuan(trade.totalFen)
  const left = Math.max(0, Math.floor((Date.parse(trade.expiresAt) - now.getTime()) / 1000))
  return page(
    '演示收银台',
    `<div class="demo" role="note">演示收银台 · 不会产生真实扣款</div>
<main>
<section class="card pay" aria-label="付款信息">
  <p class="soft">付款给 铺子商城</p>
  <h1>${escapeHtml(trade.description)}</h1>
  <p class="amount"><small>¥</small>${escapeHtml(whole)}<small>.${cents}</small></p>
  <p class="soft">剩余支付时间 <b id="left" data-seconds="${left}">${clock(left)}</b></p>
  <p class="number">商户单号 ${escapeHtml(trade.outTradeNo)}</p>
</section>
<form method="post" action="cashier">
  <input type="hidden" name="prepay_id" value="${escapeHtml(trade.prepayId)}">
  <input type="hidden" name="redirect_url" value="${escapeHtml(redirectUrl)}">
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

export function messagePage(input: { title: string; text: string; back?: string | undefined }): string {
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
