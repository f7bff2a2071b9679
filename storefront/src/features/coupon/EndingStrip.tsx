import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import { endsSoon } from './ends-soon'
import './ending-strip.scss'

/** Reminds of coupons that end within a day; nothing when there are none. `link`: it leads to the coupons. */
export function EndingStrip({ link = false }: { link?: boolean }) {
  const signedIn = useSignedIn()
  const { data } = useQuery({
    queryKey: ['coupons', 'mine', 'usable'],
    queryFn: () => shop.listMyCoupons({ state: 'usable' }),
    enabled: signedIn,
  })
  const ending = (data?.items ?? []).filter((coupon) => endsSoon(coupon)).sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
  const [first] = ending
  if (!signedIn || !first) return null
  const text =
    ending.length === 1
      ? t('coupon.endingOne', { title: first.title, date: date(first.expiresAt) })
      : t('coupon.endingMany', { count: ending.length, date: date(first.expiresAt) })
  const inside = (
    <>
      <Icon name="ticket" size={16} />
      <Text className="ending-strip__text">{text}</Text>
      {link ? <Icon name="forward" size={14} /> : null}
    </>
  )
  return link ? (
    <Tap className="ending-strip" testId="coupons-ending" onTap={() => go('coupons')}>
      {inside}
    </Tap>
  ) : (
    <Box className="ending-strip" testId="coupons-ending">
      {inside}
    </Box>
  )
}
