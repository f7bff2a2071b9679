import type { InvoiceIssuer } from '../../gateways/invoice-issuer.ts'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { RawReply } from '../../kernel/http.ts'
import type { Invoices } from './context.ts'
import { claimFiles, setStored, storedFiles, waitForFile } from './queries/files.ts'
import type { InvoiceRecord } from './queries/invoices.ts'

type FileToFetch = Awaited<ReturnType<typeof claimFiles>>[number]

/** Fetches the PDFs of what was issued. Gives how many it looked at. */
export async function fetchFiles(invoices: Invoices): Promise<number> {
  const now = invoices.now()
  const due = await claimFiles(invoices.db, { now, leaseUntil: later(now, { minutes: 1 }), limit: 10 })
  await Promise.all(due.map((file) => fetchFile(invoices, file)))
  return due.length
}

async function fetchFile(invoices: Invoices, file: FileToFetch): Promise<void> {
  const issuer = invoices.issuer()
  const bytes = issuer && (await bytesOf(issuer, file))
  if (typeof bytes !== 'object') {
    const seconds = Math.min(3600, 5 * 2 ** Math.min(file.tries, 10))
    return waitForFile(invoices.db, file.key, { dueAt: later(invoices.now(), { seconds }), note: bytes ?? '未接入开票服务' })
  }
  await invoices.files.put(file.key, invoices.safe.seal(bytes, file.key), 'application/octet-stream')
  await setStored(invoices.db, file.key, { bytes: bytes.length, at: invoices.now() })
}

/** The bytes, or why they are not there. Addresses of files are short-lived: a fresh one is asked for. */
async function bytesOf(issuer: InvoiceIssuer, file: FileToFetch): Promise<Buffer | string> {
  const number = file.what === 'blue' ? file.number : (file.red_number ?? '')
  const told = await issuer.query(number, file.what)
  if (told.result === 'unknown') return told.reason
  if (told.result === 'refused') return `${told.code} ${told.message}`
  const { pdfUrl: url, pdfHash: hash } = told.value
  if (!url) return 'no file yet'
  const got = await issuer.download({ url, hash })
  if (got.result === 'ok') return got.value
  return got.result === 'unknown' ? got.reason : `${got.code} ${got.message}`
}

/** The PDF for whoever has shown that it is theirs. Throws `invoice_file_not_there`. */
export async function fileReply(invoices: Invoices, row: InvoiceRecord, what: 'blue' | 'red'): Promise<RawReply> {
  const file = (await storedFiles(invoices.db, [row.id])).find((one) => one.what === what)
  if (!file) throw new AppError('conflict', 'invoice_file_not_there')
  const number = what === 'blue' ? row.fapiao_number : row.red_fapiao_number
  return {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="fapiao-${number ?? row.number}.pdf"`,
      'cache-control': 'private, no-store',
    },
    body: invoices.safe.open(await invoices.files.get(file.key), file.key),
  }
}
