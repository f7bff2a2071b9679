import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useUnread } from '@/features/message/use-inbox'
import { goSignedIn } from '@/features/login/require'
import { useStockWatch } from '@/features/stock/use-stock-watch'
import { SignInPrompt } from './profile'
import type { IconName } from '@/design/icons'
import { PlayGrid } from '@/features/plays/PlayGrid'
import { endsSoon } from '@/features/coupon/ends-soon'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Badge } from '@/kit/Badge'
import { Card, Cell } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { useSignedIn } from '@/stores/session'
import './index.scss'

const ORDERS: readonly { tab: 'to_pay' | 'to_ship' | 'to_receive' | 'to_review'; icon: IconName }[] = [
  { tab: 'to_pay', icon: 'wallet' },
  { tab: 'to_ship', icon: 'box' },
  { tab: 'to_receive', icon: 'truck' },
  { tab: 'to_review', icon: 'message' },
]

export default function MinePage() {
  const signedIn = useSignedIn()
  const counts = useQuery({ queryKey: ['orders', 'counts'], queryFn: () => shop.countOrders(), enabled: signedIn })
  const coupons = useQuery({
    queryKey: ['coupons', 'mine', 'usable'],
    queryFn: () => shop.listMyCoupons({ state: 'usable' }),
    enabled: signedIn,
  })
  const watch = useStockWatch()
  const unread = useUnread()
  useReturn(() => {
    if (!signedIn) return
    void counts.refetch()
    void watch.refetch()
    void unread.refetch()
  })
  const news = (unread.data?.service ?? 0) + (unread.data?.marketing ?? 0)
  const back = watch.data?.unseen ?? 0
  const couponCount = coupons.data?.items.length
  const ending = coupons.data?.items.filter(endsSoon).length ?? 0
  return (
    <Page title={t('tab.mine')} tab="mine" bar="none" className="mine">
      <SignInPrompt />
      <Card className="mine__orders">
        <SectionHead title={t('mine.orders')} onMore={() => goSignedIn('orders')} />
        <Box className="mine__row">
          {ORDERS.map(({ tab, icon }) => {
            const count = counts.data?.[tab] ?? 0
            return (
              <Tap key={tab} className="mine__shortcut" testId={`orders-${tab}`} onTap={() => goSignedIn('orders', { tab })}>
                <Box className="mine__icon">
                  <Icon name={icon} size={26} />
                  <Badge count={count} />
                </Box>
                <Text className="mine__text">{t(`orders.${tab}`)}</Text>
              </Tap>
            )
          })}
        </Box>
      </Card>
      <Card className="mine__orders">
        <SectionHead title={t('plays.title')} />
        <PlayGrid />
      </Card>
      <Card flush>
        <Cell
          icon="message"
          title={t('inbox.title')}
          testId="mine-inbox"
          {...(news > 0 ? { value: <Text className="mine__new">{t('inbox.unreadCount', { count: news })}</Text> } : {})}
          onTap={() => goSignedIn('inbox')}
        />
        <Cell
          icon="ticket"
          title={t('mine.coupons')}
          testId="mine-coupons"
          {...(ending > 0
            ? { value: <Text className="mine__new">{t('mine.couponEnding', { count: ending })}</Text> }
            : couponCount
              ? { value: t('mine.couponCount', { count: couponCount }) }
              : {})}
          onTap={() => goSignedIn('coupons')}
        />
        <Cell icon="trophy" title={t('member.title')} testId="mine-member" onTap={() => goSignedIn('member')} />
        <Cell icon="check" title={t('checkIn.title')} testId="mine-check-in" onTap={() => goSignedIn('checkIn')} />
        <Cell icon="wallet" title={t('wallet.title')} testId="mine-wallet" onTap={() => goSignedIn('wallet')} />
        <Cell icon="star" title={t('points.title')} testId="mine-points" onTap={() => goSignedIn('points')} />
        <Cell icon="sparkles" title={t('redPacket.title')} testId="mine-red-packets" onTap={() => goSignedIn('redPackets')} />
        <Cell
          icon="bell"
          title={t('restock.title')}
          testId="mine-stock-watch"
          {...(back > 0 ? { value: <Text className="mine__new">{t('restock.backCount', { count: back })}</Text> } : {})}
          onTap={() => goSignedIn('stockWatch')}
        />
        <Cell icon="refund" title={t('as.list')} testId="mine-after-sales" onTap={() => goSignedIn('afterSalesList')} />
        <Cell icon="receipt" title={t('invoice.mine')} testId="mine-invoices" onTap={() => goSignedIn('invoices')} />
        <Cell icon="share" title={t('share.history')} testId="mine-shares" onTap={() => goSignedIn('shareHistory')} />
        <Cell icon="gift" title={t('mine.couponCentre')} onTap={() => go('couponCentre')} />
        <Cell icon="pin" title={t('mine.addresses')} testId="mine-addresses" onTap={() => goSignedIn('addresses')} />
      </Card>
      <Card flush>
        <Cell icon="settings" title={t('settings.title')} testId="mine-settings" onTap={() => go('settings')} />
        <Cell icon="info" title={t('about.title')} onTap={() => go('about')} />
      </Card>
    </Page>
  )
}
