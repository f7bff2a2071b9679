import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { confirm, toast } from '@/kit/overlays-store'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { BuySheet } from './buy-sheet'
import { GiftCardRow } from './card-row'
import '@/features/assets/entry-row.scss'
import '../gift-cards.scss'

/** Card money, codes to redeem, one's own cards, and new ones to buy. */
export default function GiftCardsPage() {
  const { purchase } = useParams()
  const client = useQueryClient()
  const [buying, setBuying] = useState(false)
  const wallet = useQuery({ queryKey: ['wallet'], queryFn: () => shop.getWallet(), staleTime: 0 })
  const { pages, items } = useEndless(['gift-cards'], (cursor) => shop.listMyGiftCards({ ...cursor, limit: 20 }))
  const renew = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: ['gift-cards'] }), client.invalidateQueries({ queryKey: ['wallet'] })])
  }
  useReturn(() => void renew())
  usePaid(purchase, renew)
  return (
    <Page title={t('giftCard.title')}>
      <Card className="purse" testId="card-money">
        <Box className="purse__name">{t('giftCard.balance')}</Box>
        <Price fen={wallet.data?.cardFen ?? 0} size="hero" plain testId="card-balance" />
        <Box className="purse__note">{t('giftCard.balanceNote')}</Box>
        <Box className="purse__actions">
          <Button kind="line" testId="send-packet" onTap={() => go('sendPacket')}>
            {t('lucky.send')}
          </Button>
          <Button testId="buy-card" onTap={() => setBuying(true)}>
            {t('giftCard.buy')}
          </Button>
        </Box>
      </Card>
      <Redeem onDone={renew} />
      <SectionHead title={t('giftCard.mine')} />
      <InfiniteList pages={pages} count={items.length} skeleton={<RowsSkeleton />} empty={<Empty icon="gift" text={t('giftCard.empty')} />}>
        {items.map((card) => (
          <GiftCardRow key={card.id} card={card} onChange={renew} />
        ))}
      </InfiniteList>
      <Card flush>
        <Cell icon="info" title={t('giftCard.rules')} note={t('giftCard.rulesText')} />
      </Card>
      <BuySheet open={buying} onClose={() => setBuying(false)} />
    </Page>
  )
}

/** Coming back from the channel's page: the cards may be on their way. */
function usePaid(purchase: string | undefined, renew: () => Promise<void>): void {
  const paid = useQuery({
    queryKey: ['gift-card-purchase', purchase],
    queryFn: () => shop.getGiftCardPurchase({ id: purchase ?? '' }),
    enabled: !!purchase,
    refetchInterval: ({ state }) => (state.data?.state === 'open' && state.dataUpdateCount < 20 ? 1_500 : false),
  })
  const state = paid.data?.state
  useEffect(() => {
    if (state !== 'paid') return
    toast(t('giftCard.bought'), 'good')
    void renew()
    // Once for each purchase, whatever is drawn again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state])
}

function Redeem({ onDone }: { onDone: () => Promise<void> }) {
  const [code, setCode] = useState('')
  const redeem = async () => {
    const look = await shop.lookUpGiftCard({ code })
    if (look.state !== 'active') return toast(t(`giftCard.look.${look.state}`), 'bad')
    const sure = await confirm({
      title: t('giftCard.sureRedeem', { amount: money(look.faceFen) }),
      text: t('giftCard.sureRedeemText'),
      ok: t('giftCard.redeem'),
    })
    if (!sure) return
    const { faceFen } = await shop.redeemGiftCardCode({ code })
    setCode('')
    toast(t('giftCard.redeemed', { amount: money(faceFen) }), 'good')
    await onDone()
  }
  return (
    <Card>
      <Field
        label={t('giftCard.code')}
        value={code}
        onInput={(text) => setCode(text.toUpperCase())}
        placeholder={t('giftCard.codeHint')}
        maxLength={24}
        testId="card-code"
        end={
          <Button size="small" testId="redeem-code" disabled={code.replace(/[\s-]/g, '').length !== 16} onTap={redeem}>
            {t('giftCard.redeem')}
          </Button>
        }
      />
    </Card>
  )
}
