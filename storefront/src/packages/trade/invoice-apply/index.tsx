import type { InvoiceOffer } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { TitleSheet } from '@/features/invoice/TitleSheet'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { back, go, replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { useParams } from '@/lib/use-params'
import './index.scss'

/** Asking for the invoice of an order: which kind, for whom, and where a copy is mailed. */
export default function InvoiceApplyPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['orders', 'invoice', id], queryFn: () => shop.getInvoiceOffer({ id }), enabled: !!id })
  const offer = query.data
  if (offer?.state === 'open') return <Form id={id} offer={offer} />
  const newest = offer?.invoices[0]
  return (
    <Page title={t('invoice.ask')}>
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {offer && newest ? (
        <Empty
          icon="receipt"
          text={t('invoice.askedAlready')}
          action={t('invoice.see')}
          onAction={() => replace('invoice', { id: newest.id })}
        />
      ) : null}
      {offer && !newest && offer.state !== 'asked' ? (
        <Empty icon="receipt" text={t(`invoice.offer.${offer.state}`)} action={t('common.back')} onAction={back} />
      ) : null}
    </Page>
  )
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function Form({ id, offer }: { id: string; offer: InvoiceOffer }) {
  const client = useQueryClient()
  const titles = useQuery({ queryKey: ['invoice-titles'], queryFn: () => shop.listInvoiceTitles() })
  const [kind, setKind] = useState<'general' | 'special'>('general')
  const [chosen, setChosen] = useState<string | null>(null)
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const [sheet, setSheet] = useState({ open: false, key: 0 })
  const [requestId] = useState(randomKey)
  const items = (titles.data?.items ?? []).filter((title) => kind === 'general' || title.type === 'company')
  const title = items.find((one) => one.id === chosen) ?? items[0]
  const emailWrong = email.trim() !== '' && !EMAIL.test(email.trim())
  const submit = async () => {
    setTried(true)
    if (!title || emailWrong) return
    const made = await shop.askInvoice({ id, requestId, titleId: title.id, kind, email: email.trim() })
    await Promise.all([client.invalidateQueries({ queryKey: ['invoices'] }), client.invalidateQueries({ queryKey: ['orders', 'invoice'] })])
    toast(t('invoice.asked'), 'good')
    replace('invoice', { id: made.id })
  }
  return (
    <Page
      title={t('invoice.ask')}
      foot={
        <Button block size="large" testId="submit-invoice" disabled={!title} onTap={submit}>
          {t('invoice.submit')}
        </Button>
      }
    >
      <Card flush>
        <Cell title={offer.shopName} note={`${t('order.number')} ${offer.orderNumber}`} />
        <Cell title={t('invoice.amount')} value={<Price fen={offer.amountFen} testId="invoice-amount" />} note={t('invoice.amountNote')} />
      </Card>
      {offer.kinds.length > 1 ? (
        <Card>
          <Box className="apply__head">{t('invoice.kind')}</Box>
          {offer.kinds.map((one) => (
            <Checkbox key={one} radio on={kind === one} label={t(`invoice.kind.${one}`)} onChange={() => setKind(one)}>
              <Text>{t(`invoice.kind.${one}`)}</Text>
            </Checkbox>
          ))}
          {kind === 'special' ? <Box className="invoice-title__note">{t('invoice.specialNote')}</Box> : null}
        </Card>
      ) : null}
      <Card>
        <Box className="apply__head">{t('invoice.titles')}</Box>
        {titles.isPending ? <RowsSkeleton count={1} plain /> : null}
        {titles.isError ? <ErrorState error={titles.error} onRetry={titles.refetch} /> : null}
        {items.map((one) => (
          <Checkbox key={one.id} radio on={one.id === title?.id} label={one.name} testId="pick-title" onChange={() => setChosen(one.id)}>
            <Box className="apply__title">
              <Box>{one.name}</Box>
              <Box className="invoice-title__note">{one.taxNumber || t('invoice.type.person')}</Box>
            </Box>
          </Checkbox>
        ))}
        <Box className="apply__tools">
          <Button kind="soft" size="small" icon="plus" testId="new-title" onTap={() => setSheet({ open: true, key: sheet.key + 1 })}>
            {t('invoice.titleAdd')}
          </Button>
          <Button kind="quiet" size="small" onTap={() => go('invoiceTitles')}>
            {t('invoice.titlesManage')}
          </Button>
        </Box>
      </Card>
      <Card flush className="apply__email">
        <Field
          label={t('invoice.email')}
          value={email}
          onInput={setEmail}
          placeholder={t('invoice.emailHint')}
          maxLength={100}
          testId="invoice-email"
          error={tried && emailWrong ? t('invoice.emailWrong') : undefined}
        />
      </Card>
      {sheet.key > 0 ? (
        <TitleSheet
          key={sheet.key}
          open={sheet.open}
          onClose={() => setSheet({ ...sheet, open: false })}
          onSaved={(saved) => setChosen(saved.id)}
        />
      ) : null}
    </Page>
  )
}
