import { html, seeOther, type SimReply, type SimRequest } from '../../testing/host.ts'
import type { BookedTrade } from './book.ts'
import { cashierPage, type Choice, choices, messagePage } from './cashier.ts'
import { expire, type Payment, type TradesOptions } from './trades.ts'

type Pay = (outTradeNo: string, payment: Payment) => void

/** The cashier for people: shows what is to be paid, takes the choice, leads back to the shop. */
export function cashierDesk(trades: TradesOptions, pay: Pay, request: SimRequest): SimReply {
  return request.method === 'POST' ? choose(trades, pay, request) : show(trades, request)
}

const find = (trades: TradesOptions, prepayId: string | null): BookedTrade | undefined =>
  [...trades.book.trades.values()].find((trade) => trade.prepayId === prepayId)

function show(trades: TradesOptions, request: SimRequest): SimReply {
  const trade = find(trades, request.query.get('prepay_id'))
  const back = safeUrl(request.query.get('redirect_url'))
  if (!trade) return html(messagePage({ title: '支付链接已失效', text: '请返回商户重新发起支付。', back }), 404)
  expire(trades, trade)
  if (trade.state === 'CLOSED')
    return html(messagePage({ title: '订单已关闭', text: '已超过支付时间，或商户取消了订单。没有扣款。', back }))
  if (trade.state !== 'NOTPAY') return html(messagePage({ title: '已支付', text: '这笔订单已经付过了，不会重复扣款。', back }))
  return html(cashierPage({ trade, redirectUrl: back ?? '', now: trades.now() }))
}

function choose(trades: TradesOptions, pay: Pay, request: SimRequest): SimReply {
  const form = new URLSearchParams(request.rawBody.toString('utf8'))
  const choice = choices.find((one) => one === form.get('choice'))
  const trade = find(trades, form.get('prepay_id'))
  const back = safeUrl(form.get('redirect_url'))
  if (!trade || !choice) return html(messagePage({ title: '支付链接已失效', text: '请返回商户重新发起支付。', back }), 404)
  expire(trades, trade)
  const open = trade.state === 'NOTPAY'
  if (open && choice !== 'cancel' && choice !== 'failed') pay(trade.outTradeNo, paymentOf(choice))
  if (open && choice === 'failed')
    return html(messagePage({ title: '支付失败', text: '演示：零钱余额不足，没有扣款。可以返回商户再试一次。', back }))
  if (back) return seeOther(back)
  return html(
    messagePage(
      open && choice !== 'cancel'
        ? { title: '支付成功', text: '可以关闭这个页面，回到商户查看订单。' }
        : { title: '未支付', text: '没有扣款。' },
    ),
  )
}

function paymentOf(choice: Choice): Payment {
  if (choice === 'silent') return { notify: 'none' }
  return choice === 'late' ? { notifyAfterMs: 30_000 } : {}
}

/** Only web addresses: a `javascript:` link must not leave this page. */
function safeUrl(text: string | null): string | undefined {
  return text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined
}
