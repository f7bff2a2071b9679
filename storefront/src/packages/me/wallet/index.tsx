import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { EntryRow } from '@/features/assets/EntryRow'
import { tOr, t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { useParams } from '@/lib/use-params'
import { TopUpSheet } from './top-up'
import { Withdrawals, WithdrawSheet } from './withdraw'

/** The balance, what can be done with it, and everything that ever happened to it. */
export default function WalletPage() {
  const { topUp } = useParams()
  const client = useQueryClient()
  const [sheet, setSheet] = useState<'topUp' | 'withdraw' | null>(null)
  const wallet = useQuery({ queryKey: ['wallet'], queryFn: () => shop.getWallet(), staleTime: 0 })
  const settings = useQuery({ queryKey: ['funds'], queryFn: () => shop.getFunds() })
  const { pages, items } = useEndless(['wallet', 'entries'], (cursor) => shop.listWalletEntries({ ...cursor, limit: 20 }))
  // Coming back from the channel's page: the money may be on its way.
  const paid = useQuery({
    queryKey: ['wallet', 'top-up', topUp],
    queryFn: () => shop.getTopUp({ id: topUp ?? '' }),
    enabled: !!topUp,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && state.dataUpdateCount < 20 ? 1_500 : false),
  })
  const paidState = paid.data?.state
  useEffect(() => {
    if (paidState !== 'paid') return
    toast(t('wallet.toppedUp'), 'good')
    void client.invalidateQueries({ queryKey: ['wallet'], exact: true })
    void client.invalidateQueries({ queryKey: ['wallet', 'entries'] })
  }, [paidState, client])

  const balance = wallet.data
  return (
    <Page title={t('wallet.title')}>
      {wallet.isPending ? <RowsSkeleton count={1} /> : null}
      {wallet.isError ? <ErrorState error={wallet.error} onRetry={wallet.refetch} /> : null}
      {balance ? (
        <Card className="purse" testId="wallet">
          <Box className="purse__name">{t('wallet.available')}</Box>
          <Price fen={balance.availableFen} size="hero" plain testId="wallet-balance" />
          {balance.giftFen > 0 ? <Box className="purse__note">{t('wallet.ofGift', { amount: money(balance.giftFen) })}</Box> : null}
          {balance.cardFen > 0 ? <Box className="purse__note">{t('wallet.ofCard', { amount: money(balance.cardFen) })}</Box> : null}
          {balance.heldFen > 0 ? <Box className="purse__note">{t('wallet.held', { amount: money(balance.heldFen) })}</Box> : null}
          {paidState === 'open' ? <Box className="purse__note">{t('wallet.confirming')}</Box> : null}
          <Box className="purse__actions">
            {settings.data?.withdraw ? (
              <Button kind="line" testId="withdraw" disabled={balance.cashFen === 0} onTap={() => setSheet('withdraw')}>
                {t('wallet.withdraw')}
              </Button>
            ) : null}
            {settings.data?.topUp ? (
              <Button testId="top-up" onTap={() => setSheet('topUp')}>
                {t('wallet.topUp')}
              </Button>
            ) : null}
          </Box>
        </Card>
      ) : null}
      <Withdrawals />
      {wallet.isSuccess ? (
        <Card>
          <InfiniteList
            pages={pages}
            count={items.length}
            skeleton={<RowsSkeleton plain />}
            empty={<Empty icon="receipt" text={t('wallet.empty')} />}
          >
            {items.map((entry) => (
              <EntryRow
                key={entry.id}
                title={`${tOr(`walletKind.${entry.kind}`, entry.kind)}${entry.account === 'gift' ? t('wallet.giftMark') : ''}`}
                note={entry.note}
                at={entry.at}
                plus={entry.changeFen > 0}
                change={`${entry.changeFen > 0 ? '+' : ''}${money(entry.changeFen)}`}
                balance={money(entry.balanceAfterFen)}
                ofGifts={entry.account === 'gift'}
              />
            ))}
          </InfiniteList>
        </Card>
      ) : null}
      {settings.data ? (
        <>
          <TopUpSheet open={sheet === 'topUp'} onClose={() => setSheet(null)} settings={settings.data} />
          <WithdrawSheet
            open={sheet === 'withdraw'}
            onClose={() => setSheet(null)}
            settings={settings.data}
            cashFen={balance?.cashFen ?? 0}
            giftFen={balance?.giftFen ?? 0}
          />
        </>
      ) : null}
    </Page>
  )
}
