import type { Invoice } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { useShown } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { openInvoice } from '@/platform/invoice-file'
import './index.scss'

const MOVING: readonly Invoice['state'][] = ['requested', 'issuing', 'reversing']

/** One invoice: how it stands, for whom, over what, and its file. */
export default function InvoicePage() {
  const { id = '' } = useParams()
  const shown = useShown()
  const query = useQuery({
    queryKey: ['invoices', 'one', id],
    queryFn: () => shop.getInvoice({ id }),
    enabled: !!id,
    refetchInterval: ({ state }) => (shown && state.data && (MOVING.includes(state.data.state) || lacksFile(state.data)) ? 3000 : false),
  })
  const invoice = query.data
  if (!invoice) {
    const gone = isCode(query.error, 'invoice_not_found')
    return (
      <Page title={t('invoice.one')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="receipt" text={t('invoice.gone')} action={t('invoice.mine')} onAction={() => go('invoices')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page title={t('invoice.one')} foot={<Foot invoice={invoice} />}>
      <Box className="invoice__head">
        <Box className="invoice__state" testId="invoice-state">
          {t(`invoice.state.${invoice.state}`)}
        </Box>
        <Box className="invoice__hint">{hint(invoice)}</Box>
      </Box>
      <Lines invoice={invoice} />
      <Facts invoice={invoice} />
    </Page>
  )
}

const lacksFile = (invoice: Invoice): boolean =>
  (invoice.state === 'issued' && !invoice.file) || (invoice.state === 'reversed' && !invoice.redFile)

function hint(invoice: Invoice): string {
  if (invoice.state === 'issued' && !invoice.file) return t('invoice.fileComing')
  if (invoice.state === 'reversed' && !invoice.redFile) return t('invoice.redFileComing')
  if (invoice.reason && ['rejected', 'reversing', 'reverse_failed', 'reversed'].includes(invoice.state))
    return `${t(`invoice.hint.${invoice.state}`)} ${t('invoice.why', { reason: invoice.reason })}`
  return t(`invoice.hint.${invoice.state}`)
}

function Lines({ invoice }: { invoice: Invoice }) {
  return (
    <Card>
      {invoice.lines.map((line) => (
        <Box key={line.lineId ?? 'freight'} className="invoice__line">
          <Box className="invoice__line-main">
            <Box>{line.name}</Box>
            <Box className="invoice__note">{[line.spec, `× ${line.quantity}`, `${line.rateBps / 100}%`].filter(Boolean).join(' · ')}</Box>
          </Box>
          <Text className="invoice__fen">{money(line.totalFen)}</Text>
        </Box>
      ))}
      <Box className="invoice__sums">
        <Sum name={t('invoice.net')} fen={invoice.netFen} />
        <Sum name={t('invoice.tax')} fen={invoice.taxFen} />
        <Sum name={t('invoice.total')} fen={invoice.totalFen} strong />
      </Box>
    </Card>
  )
}

function Sum({ name, fen, strong }: { name: string; fen: number; strong?: boolean }) {
  return (
    <Box className={strong ? 'invoice__sum invoice__sum--strong' : 'invoice__sum'}>
      <Text>{name}</Text>
      <Text className="invoice__fen">{money(fen)}</Text>
    </Box>
  )
}

function Facts({ invoice }: { invoice: Invoice }) {
  const { title } = invoice
  const copy = (text: string) => void Taro.setClipboardData({ data: text })
  const number = invoice.fapiaoNumber
  const red = invoice.redFapiaoNumber
  const facts: [string, string][] = [
    [t('invoice.kind'), t(`invoice.kind.${invoice.kind}`)],
    [t('invoice.name'), title.name],
    [t('invoice.taxNumber'), title.taxNumber],
    [t('invoice.address'), [title.address, title.phone].filter(Boolean).join(' ')],
    [t('invoice.bank'), [title.bank, title.account].filter(Boolean).join(' ')],
    [t('invoice.email'), invoice.email],
    [t('invoice.askedAt'), dateTime(invoice.createdAt)],
    [t('invoice.issuedAt'), invoice.issuedAt ? dateTime(invoice.issuedAt) : ''],
  ]
  return (
    <Card flush>
      {facts.map(([name, value]) => (value ? <Cell key={name} title={name} value={value} /> : null))}
      {number ? <Cell title={t('invoice.number')} value={number} testId="invoice-number" onTap={() => copy(number)} /> : null}
      {red ? <Cell title={t('invoice.redNumber')} value={red} onTap={() => copy(red)} /> : null}
      <Cell title={t('order.number')} value={invoice.orderNumber} onTap={() => go('order', { id: invoice.orderId })} />
    </Card>
  )
}

function Foot({ invoice }: { invoice: Invoice }) {
  const client = useQueryClient()
  const { id, state } = invoice
  const withdraw = async () => {
    if (!(await confirm({ title: t('invoice.withdrawAsk'), ok: t('invoice.withdraw'), danger: true }))) return
    try {
      await shop.withdrawInvoice({ id })
      toast(t('invoice.withdrawn'), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['invoices'] }),
        client.invalidateQueries({ queryKey: ['orders', 'invoice'] }),
      ])
    }
  }
  const what = invoice.redFile ? 'red' : 'blue'
  const copyLink = async () => {
    const { url } = await shop.createInvoiceLink({ id, what })
    await Taro.setClipboardData({ data: url })
    toast(t('invoice.linkCopied'), 'good')
  }
  if (state === 'requested' || state === 'failed') {
    return (
      <Button block size="large" kind="line" testId="withdraw-invoice" onTap={withdraw}>
        {t('invoice.withdraw')}
      </Button>
    )
  }
  if (!invoice.file && !invoice.redFile) return null
  return (
    <Box className="invoice__foot">
      <Button kind="line" size="large" testId="copy-invoice-link" onTap={copyLink}>
        {t('invoice.copyLink')}
      </Button>
      <Button size="large" testId="open-invoice-file" onTap={() => openInvoice(id, what)}>
        {t(what === 'red' ? 'invoice.openRed' : 'invoice.open')}
      </Button>
    </Box>
  )
}
