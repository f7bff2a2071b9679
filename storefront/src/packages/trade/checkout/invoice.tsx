import type { Quote } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { TitleSheet } from '@/features/invoice/TitleSheet'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { randomKey } from '@/lib/random-key'

export interface InvoiceWish {
  requestId: string
  titleId: string
  name: string
  kind: 'general' | 'special'
  email: string
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

interface Props {
  quote: Quote
  wish: InvoiceWish | null
  onWish: (wish: InvoiceWish | null) => void
}

/** An invoice of each order of this checkout, where its shop issues any. */
export function InvoiceCard({ quote, wish, onWish }: Props) {
  const [sheet, setSheet] = useState(false)
  const shopIds = quote.shops.map((group) => group.shopId).join(',')
  const { data } = useQuery({
    queryKey: ['invoice-shops', shopIds],
    queryFn: () => shop.listInvoiceShops({ shopIds }),
    enabled: shopIds !== '',
  })
  const issuing = (data?.items ?? []).filter((item) => item.enabled)
  if (issuing.length === 0 || quote.payableFen === 0) return null
  const silent = quote.shops.filter((group) => issuing.every((item) => item.shopId !== group.shopId))
  const late = issuing.filter((item) => item.after === 'receipt')
  const notes = [
    silent.length > 0 ? t('invoice.notFrom', { shops: silent.map((group) => group.shopName).join('、') }) : '',
    late.length > 0 ? t(late.length === issuing.length ? 'invoice.allAfterReceipt' : 'invoice.someAfterReceipt') : '',
  ].filter(Boolean)
  return (
    <Card flush>
      <Cell
        icon="receipt"
        title={t('invoice.one')}
        value={wish ? wish.name : t('invoice.wishNone')}
        {...(wish && notes.length > 0 ? { note: notes.join(' ') } : {})}
        testId="checkout-invoice"
        onTap={() => setSheet(true)}
      />
      {sheet ? (
        <InvoiceSheet
          special={issuing.every((item) => item.kinds.includes('special'))}
          wish={wish}
          onWish={onWish}
          onClose={() => setSheet(false)}
        />
      ) : null}
    </Card>
  )
}

interface SheetProps {
  special: boolean
  wish: InvoiceWish | null
  onWish: (wish: InvoiceWish | null) => void
  onClose: () => void
}

/** For whom, of which kind, and where a copy is mailed. */
function InvoiceSheet({ special, wish, onWish, onClose }: SheetProps) {
  const titles = useQuery({ queryKey: ['invoice-titles'], queryFn: () => shop.listInvoiceTitles() })
  const [kind, setKind] = useState<InvoiceWish['kind']>(special ? (wish?.kind ?? 'general') : 'general')
  const [chosen, setChosen] = useState<string | null>(wish?.titleId ?? null)
  const [email, setEmail] = useState(wish?.email ?? '')
  const [tried, setTried] = useState(false)
  const [fresh, setFresh] = useState({ open: false, key: 0 })
  const items = (titles.data?.items ?? []).filter((title) => kind === 'general' || title.type === 'company')
  const title = items.find((one) => one.id === chosen) ?? items[0]
  const emailWrong = email.trim() !== '' && !EMAIL.test(email.trim())
  const done = () => {
    setTried(true)
    if (!title || emailWrong) return
    onWish({ requestId: randomKey(), titleId: title.id, name: title.name, kind, email: email.trim() })
    onClose()
  }
  return (
    <Popup
      open
      onClose={onClose}
      title={t('invoice.one')}
      testId="invoice-sheet"
      foot={
        <>
          <Button kind="line" block testId="no-invoice" onTap={() => (onWish(null), onClose())}>
            {t('invoice.wishNone')}
          </Button>
          <Button block testId="wish-invoice" disabled={!title} onTap={done}>
            {t('common.ok')}
          </Button>
        </>
      }
    >
      {special ? (
        <Box className="invoice-wish__part">
          <Box className="invoice-wish__head">{t('invoice.kind')}</Box>
          {(['general', 'special'] as const).map((one) => (
            <Checkbox key={one} radio on={kind === one} label={t(`invoice.kind.${one}`)} onChange={() => setKind(one)}>
              <Text>{t(`invoice.kind.${one}`)}</Text>
            </Checkbox>
          ))}
          {kind === 'special' ? <Box className="invoice-title__note">{t('invoice.specialNote')}</Box> : null}
        </Box>
      ) : null}
      <Box className="invoice-wish__part">
        <Box className="invoice-wish__head">{t('invoice.titles')}</Box>
        {titles.isPending ? <RowsSkeleton count={1} plain /> : null}
        {titles.isError ? <ErrorState error={titles.error} onRetry={titles.refetch} /> : null}
        {titles.isSuccess && items.length === 0 ? <Box className="invoice-title__note">{t('invoice.titlesEmpty')}</Box> : null}
        {items.map((one) => (
          <Checkbox key={one.id} radio on={one.id === title?.id} label={one.name} testId="pick-title" onChange={() => setChosen(one.id)}>
            <Box className="invoice-wish__title">
              <Box>{one.name}</Box>
              <Box className="invoice-title__note">{one.taxNumber || t('invoice.type.person')}</Box>
            </Box>
          </Checkbox>
        ))}
        <Button kind="soft" size="small" icon="plus" testId="new-title" onTap={() => setFresh({ open: true, key: fresh.key + 1 })}>
          {t('invoice.titleAdd')}
        </Button>
      </Box>
      <Field
        label={t('invoice.email')}
        value={email}
        onInput={setEmail}
        placeholder={t('invoice.emailHint')}
        maxLength={100}
        testId="invoice-email"
        error={tried && emailWrong ? t('invoice.emailWrong') : undefined}
      />
      <Box className="invoice-title__note">{t('invoice.wishNote')}</Box>
      {fresh.key > 0 ? (
        <TitleSheet
          key={fresh.key}
          open={fresh.open}
          onClose={() => setFresh({ ...fresh, open: false })}
          onSaved={(saved) => setChosen(saved.id)}
        />
      ) : null}
    </Popup>
  )
}
