import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { share } from '@/platform/share'
import { useSignedIn } from '@/stores/session'
import '../gift-cards.scss'

/** A card for a friend: whoever has the link sees the wish, the first friend takes it. */
export default function GiftCardGiftPage() {
  const { token = '' } = useParams()
  const signedIn = useSignedIn()
  const client = useQueryClient()
  const key = ['gift-card-gift', token, signedIn]
  const query = useQuery({ queryKey: key, queryFn: () => shop.getGiftCardGift({ token }), staleTime: 0 })
  useShareAppMessage(() => ({ title: t('giftCard.shareTitle'), path: `/packages/cards/gift/index?token=${token}` }))
  const gift = query.data
  const gone = isCode(query.error, 'gift_card_gift_not_found')
  const take = async () => {
    if (!signedIn) return goSignedIn('giftCardGift', { token })
    client.setQueryData(key, await shop.claimGiftCard({ token }))
    toast(t('giftCard.taken'), 'good')
    await client.invalidateQueries({ queryKey: ['gift-cards'] })
  }
  return (
    <Page title={t('giftCard.giftTitle')}>
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {gone ? <Empty icon="gift" text={t('giftCard.giftGone')} action={t('common.home')} onAction={() => go('home')} /> : null}
      {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {gift ? (
        <Box className="gift-open" testId="gift-open">
          <Icon name="gift" size={48} className="gift-open__icon" />
          <Box className="gift-open__from">{t('giftCard.from', { name: gift.from.nickname })}</Box>
          <Box className="gift-open__wish">{gift.wish || t('giftCard.noWish')}</Box>
          <Box className="gift-card">
            <Box className="gift-card__title">{gift.title}</Box>
            <Price fen={gift.faceFen} size="hero" plain />
          </Box>
          {gift.mine === 'giver' && gift.state === 'open' ? (
            <Button size="large" block testId="share-gift" onTap={() => share({ title: t('giftCard.shareTitle') })}>
              {t('giftCard.share')}
            </Button>
          ) : null}
          {gift.mine !== 'giver' && gift.state === 'open' ? (
            <Button size="large" block testId="take-gift" onTap={take}>
              {t('giftCard.take')}
            </Button>
          ) : null}
          {gift.mine === 'taker' ? (
            <Button size="large" block testId="to-cards" onTap={() => go('giftCards')}>
              {t('giftCard.toCards')}
            </Button>
          ) : null}
          <Box className="gift-card__note">
            {gift.state === 'open' ? t('giftCard.giftUntil', { time: dateTime(gift.expiresAt) }) : t(`giftCard.gift.${gift.state}`)}
          </Box>
        </Box>
      ) : null}
    </Page>
  )
}
