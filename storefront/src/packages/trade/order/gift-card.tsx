import { useQuery } from '@tanstack/react-query'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { dateTime } from '@/lib/time'
import { giftLink } from '@/platform/gift-link'
import { ROUTES } from '@/routes'

/** The link that the giver passes on, and what became of it. */
export function GiftCard({ orderId }: { orderId: string }) {
  const { data } = useQuery({ queryKey: ['orders', 'gift', orderId], queryFn: () => shop.getOrderGift({ id: orderId }) })
  useShareAppMessage(() => ({ title: t('gift.shareTitle'), path: `/${ROUTES.gift.path}?token=${data?.token ?? ''}` }))
  if (!data) return null
  return (
    <Card flush testId="gift-card">
      <Cell title={t('gift.title')} value={<Text>{t(`gift.state.${data.state}`)}</Text>} />
      {data.claimedBy ? <Cell title={t('gift.claimedBy')} value={`${data.claimedBy} ${data.place}`} /> : null}
      {data.state === 'waiting' ? (
        <>
          {data.claimBefore ? <Cell title={t('gift.until')} value={dateTime(data.claimBefore)} /> : null}
          <Box className="order__gift">
            <Button block kind="soft" testId="copy-gift" onTap={() => void Taro.setClipboardData({ data: giftLink(data.token) })}>
              {t('gift.copy')}
            </Button>
          </Box>
        </>
      ) : null}
    </Card>
  )
}
