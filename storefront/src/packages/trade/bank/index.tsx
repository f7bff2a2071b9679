import type { BankTransfer } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { ApiError } from '@/api/error'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Uploader } from '@/kit/Uploader'
import { toast } from '@/kit/overlays-store'
import { replace } from '@/lib/navigate'
import type { Sized } from '@/lib/picture'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import './index.scss'

/** Where to transfer what, and the proof that it was done. */
export default function BankTransferPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['bank-transfer', id], queryFn: () => shop.startBankTransfer({ id }), staleTime: 0 })
  const transfer = query.data
  if (!transfer) {
    return (
      <Page title={t('bank.title')}>
        {query.isError ? <NotNow error={query.error} checkoutId={id} onRetry={query.refetch} /> : <RowsSkeleton count={3} />}
      </Page>
    )
  }
  if (transfer.state === 'approved') {
    return (
      <Page title={t('bank.title')}>
        <Empty icon="success" text={t('bank.approved')} action={t('cashier.seeOrder')} onAction={() => replace('orders', { tab: 'all' })} />
      </Page>
    )
  }
  return <Transfer key={transfer.state} transfer={transfer} checkoutId={id} />
}

/** What trying again does not change: the shop takes no transfers, or the checkout is over. The way on is shown instead. */
function NotNow({ error, checkoutId, onRetry }: { error: unknown; checkoutId: string; onRetry: () => unknown }) {
  const code = error instanceof ApiError ? error.code : ''
  if (code === 'bank_unavailable') {
    return (
      <Empty
        icon="alert"
        text={t('bank.unavailable')}
        action={t('bank.otherWay')}
        onAction={() => replace('cashier', { id: checkoutId })}
        testId="bank-unavailable"
      />
    )
  }
  if (code === 'payment_paid' || code === 'payment_closed' || code === 'checkout_not_found') {
    const text = error instanceof ApiError ? error.message : ''
    return <Empty icon="clock" text={text} action={t('cashier.seeOrder')} onAction={() => replace('orders', { tab: 'all' })} />
  }
  return <ErrorState error={error} onRetry={onRetry} />
}

function Transfer({ transfer, checkoutId }: { transfer: BankTransfer; checkoutId: string }) {
  const client = useQueryClient()
  const [pictures, setPictures] = useState<Sized[]>(transfer.pictures)
  const [payerName, setPayerName] = useState(transfer.payerName)
  const send = async () => {
    await shop.submitBankProof({ id: checkoutId, pictures, payerName: payerName.trim() })
    toast(t('bank.sent'), 'good')
    await client.invalidateQueries({ queryKey: ['bank-transfer', checkoutId] })
    await client.invalidateQueries({ queryKey: ['checkout', checkoutId] })
  }
  const waiting = transfer.state === 'submitted'
  return (
    <Page
      title={t('bank.title')}
      foot={
        <Button block size="large" testId="bank-submit" disabled={pictures.length === 0 || payerName.trim() === ''} onTap={send}>
          {t(waiting ? 'bank.sendAgain' : 'bank.send')}
        </Button>
      }
    >
      <Card className="bank" testId={`bank-${transfer.state}`}>
        <Price fen={transfer.amountFen} size="hero" plain />
        <Box className="bank__note">
          {waiting ? t('bank.waiting', { until: dateTime(transfer.payBefore) }) : t('bank.until', { until: dateTime(transfer.payBefore) })}
        </Box>
        {transfer.state === 'rejected' ? <Box className="bank__bad">{t('bank.rejected', { reason: transfer.note })}</Box> : null}
      </Card>
      {transfer.account ? (
        <Card flush>
          <Cell title={t('bank.payee')} value={transfer.account.payee} strong />
          <Cell title={t('bank.bank')} value={transfer.account.bank} strong />
          <Cell title={t('bank.number')} value={transfer.account.number} strong />
          <Cell title={t('bank.reference')} value={transfer.reference} note={t('bank.referenceNote')} strong />
        </Card>
      ) : null}
      <Card>
        <Field
          label={t('bank.payer')}
          value={payerName}
          onInput={setPayerName}
          placeholder={t('bank.payerHint')}
          maxLength={40}
          testId="bank-payer"
        />
        <Box className="bank__label">{t('bank.proof')}</Box>
        <Uploader value={pictures} onChange={setPictures} max={3} />
      </Card>
      <Box className="bank__hint">{t('bank.hint')}</Box>
    </Page>
  )
}
