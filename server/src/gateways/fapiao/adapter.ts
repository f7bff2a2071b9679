import { createHash } from 'node:crypto'
import { z } from 'zod'
import type {
  InvoiceApplication,
  InvoiceIssuer,
  InvoiceParty,
  IssuedDocument,
  ParsedInvoiceNotify,
  RedApplication,
} from '../invoice-issuer.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { ask, type FapiaoOptions, type SignedAnswer } from './client.ts'
import { isNotifySigned } from './signature.ts'

const Told = z.object({
  apply_id: z.string(),
  status: z.enum(['ACCEPTED', 'ISSUED', 'FAILED']),
  fapiao_number: z.string().default(''),
  issue_time: z.iso.datetime({ offset: true }).nullish(),
  total_amount: z.int().default(0),
  tax_amount: z.int().default(0),
  fail_reason: z.string().default(''),
  files: z.object({ pdf_url: z.string(), pdf_sha256: z.string() }).nullish(),
})
const Refusal = z.object({ code: z.string(), message: z.string().default('') })
const Notify = z.object({ event: z.string(), event_id: z.string(), apply_id: z.string() })

/** What passes by itself. */
const passing = new Set(['BUSY', 'RATE_LIMITED', 'TAX_BUREAU_UNAVAILABLE', 'QUOTA_EXHAUSTED'])

/**
 * Electronic invoices over a plain signed protocol: apply, then ask or be told. The fields are named as WeChat Pay's e-invoice names them.
 */
export function createFapiao(options: FapiaoOptions): InvoiceIssuer {
  return {
    name: 'fapiao',
    apply: async (input) => documentOf(await ask(options, { method: 'POST', path: '/v1/applications', body: applicationBody(input) })),
    reverse: async (input) =>
      documentOf(await ask(options, { method: 'POST', path: `/v1/applications/${input.original}/reverse`, body: redBody(input) })),
    query: (number, what) => query(options, number, what),
    download: (file) => download(options, file),
    parseNotify: (message) => parseNotify(options, message),
    acknowledge: (taken) => ({
      status: taken ? 200 : 401,
      headers: { 'content-type': 'application/json' },
      body: taken ? '{"code":"SUCCESS"}' : '{"code":"FAIL"}',
    }),
  }
}

const party = ({ type, name, taxNumber, address, phone, bank, account }: InvoiceParty) => ({
  type: type === 'company' ? 'ORGANIZATION' : 'INDIVIDUAL',
  name,
  ...(taxNumber && { taxpayer_id: taxNumber }),
  ...(address && { address }),
  ...(phone && { telephone: phone }),
  ...(bank && { bank_name: bank }),
  ...(account && { bank_account: account }),
})

const applicationBody = (input: InvoiceApplication) => ({
  apply_id: input.number,
  fapiao_type: input.kind === 'special' ? 'DIGITAL_SPECIAL' : 'DIGITAL_GENERAL',
  seller: party(input.seller),
  buyer: { ...party(input.buyer), ...(input.email && { email: input.email }) },
  items: input.items.map((item) => ({
    tax_code: item.taxCode,
    goods_category: item.category,
    goods_name: item.name,
    specification: item.spec,
    // In units of 10⁻⁸, as fractions of a piece are possible there.
    quantity: item.quantity * 100_000_000,
    total_amount: item.totalFen,
    net_amount: item.netFen,
    tax_amount: item.taxFen,
    // In units of 10⁻⁴.
    tax_rate: item.rateBps,
  })),
  total_amount: input.totalFen,
  tax_amount: input.taxFen,
  remark: input.remark,
  drawer: input.drawer,
  notify_url: input.notifyUrl,
})

const redBody = (input: RedApplication) => ({
  reverse_id: input.number,
  fapiao_number: input.invoiceNumber,
  total_amount: input.totalFen,
  reverse_reason: input.reason,
  notify_url: input.notifyUrl,
})

async function query(options: FapiaoOptions, number: string, what: 'blue' | 'red'): Promise<Outcome<IssuedDocument>> {
  const path = what === 'blue' ? `/v1/applications/${number}` : `/v1/reversals/${number}`
  const answer = await ask(options, { method: 'GET', path })
  const document = documentOf(answer)
  if (document.result === 'refused' && document.code === 'NOT_FOUND') return ok(absent(number))
  return document
}

const absent = (number: string): IssuedDocument => ({
  number,
  state: 'absent',
  invoiceNumber: '',
  issuedAt: null,
  totalFen: 0,
  taxFen: 0,
  pdfUrl: '',
  pdfHash: '',
  reason: '',
})

const states = { ACCEPTED: 'pending', ISSUED: 'issued', FAILED: 'failed' } as const

function documentOf(answer: Outcome<SignedAnswer>): Outcome<IssuedDocument> {
  if (answer.result !== 'ok') return answer
  const { status, body } = answer.value
  const value = jsonOf(body)
  if (status === 200 || status === 202) {
    const told = Told.safeParse(value)
    return told.success ? ok(asDocument(told.data)) : unknown(`answer ${status} is not understood`)
  }
  const refusal = Refusal.safeParse(value)
  if (!refusal.success || status >= 500) return unknown(`answer ${status}`)
  const { code, message } = refusal.data
  return refused(code, message, passing.has(code) ? 'later' : 'never')
}

const asDocument = (told: z.output<typeof Told>): IssuedDocument => ({
  number: told.apply_id,
  state: states[told.status],
  invoiceNumber: told.fapiao_number,
  issuedAt: told.issue_time ? new Date(told.issue_time) : null,
  totalFen: told.total_amount,
  taxFen: told.tax_amount,
  pdfUrl: told.files?.pdf_url ?? '',
  pdfHash: told.files?.pdf_sha256 ?? '',
  reason: told.fail_reason,
})

async function download(options: FapiaoOptions, file: { url: string; hash: string }): Promise<Outcome<Buffer>> {
  const base = options.baseUrl.replace(/\/$/, '')
  // A file lies with the provider: an address elsewhere is never followed.
  if (!file.url.startsWith(`${base}/`)) return refused('file_elsewhere', file.url)
  const answer = await ask(options, { method: 'GET', path: file.url.slice(base.length) })
  if (answer.result !== 'ok') return answer
  const { status, body } = answer.value
  if (status !== 200) return refused(`file_${status}`, 'the file is not there', 'later')
  const hash = createHash('sha256').update(body).digest('hex')
  if (hash !== file.hash.toLowerCase() || body.subarray(0, 5).toString('latin1') !== '%PDF-')
    return unknown('the file is not what was signed')
  return ok(body)
}

function parseNotify(
  options: FapiaoOptions,
  message: { headers: Record<string, string | undefined>; rawBody: Buffer },
): ParsedInvoiceNotify {
  if (!isNotifySigned(options, { ...message, now: options.now() })) return { ok: false, reason: 'bad signature or too old' }
  const parsed = Notify.safeParse(jsonOf(message.rawBody))
  return parsed.success ? { ok: true, number: parsed.data.apply_id } : { ok: false, reason: parsed.error.message }
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
