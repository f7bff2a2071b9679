import type { MyCoupon } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { EndingStrip } from '@/features/coupon/EndingStrip'
import { Ticket } from '@/features/coupon/Ticket'
import { endsSoon } from '@/features/coupon/ends-soon'
import { t } from '@/i18n'
import { Box, TextField } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState, ListEnd } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'
import '@/kit/field.scss'
import './index.scss'

const STATES = ['usable', 'used', 'expired'] as const
type State = (typeof STATES)[number]

export default function CouponsPage() {
  const client = useQueryClient()
  const [state, setState] = useState<State>('usable')
  const [code, setCode] = useState('')
  const query = useQuery({ queryKey: ['coupons', 'mine', state], queryFn: () => shop.listMyCoupons({ state }) })
  const shops = useQuery({ queryKey: ['shops'], queryFn: () => shop.listShops() })
  const shopName = (id: string) => shops.data?.items.find((one) => one.id === id)?.name
  const items = query.data?.items ?? []
  const redeem = async () => {
    await shop.claimCouponByCode({ code: code.trim() })
    setCode('')
    toast(t('coupon.claimed'), 'good')
    await client.invalidateQueries({ queryKey: ['coupons'] })
  }
  return (
    <Page title={t('mine.coupons')}>
      <Box className="coupons__tabs">
        <Tabs
          items={STATES.map((key) => ({ key, title: t(`coupon.${key}`) }))}
          value={state}
          onChange={setState}
          label={t('mine.coupons')}
          spread
        />
      </Box>
      <Box className="coupons__code">
        <Box className="coupons__field field">
          <TextField
            value={code}
            onInput={setCode}
            label={t('coupon.code')}
            placeholder={t('coupon.codeHint')}
            maxLength={40}
            testId="coupon-code"
          />
        </Box>
        <Button kind="soft" testId="redeem-code" disabled={code.trim().length < 4} onTap={redeem}>
          {t('coupon.redeem')}
        </Button>
      </Box>
      {state === 'usable' ? <EndingStrip /> : null}
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <Empty icon="ticket" text={t('coupon.empty')} action={t('mine.couponCentre')} onAction={() => go('couponCentre')} />
      ) : null}
      <Box className="coupons__list">
        {items.map((coupon) => (
          <Ticket
            key={coupon.id}
            coupon={coupon}
            off={state !== 'usable'}
            testId="my-coupon"
            note={[
              endsSoon(coupon) ? t('coupon.endsSoon') : '',
              shopName(coupon.shopId),
              coupon.verifyCode && state === 'usable'
                ? t('coupon.verifyCode', { code: coupon.verifyCode.replace(/(\d{4})(?=\d)/g, '$1 ') })
                : '',
              coupon.usedAt ? t('coupon.usedAt', { date: date(coupon.usedAt) }) : t('coupon.until', { date: date(coupon.expiresAt) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            {state === 'usable' && coupon.useIn !== 'store' ? (
              <Button size="small" onTap={() => go('shop', { id: coupon.shopId })}>
                {t('coupon.use')}
              </Button>
            ) : null}
            {state === 'usable' ? <PassButton coupon={coupon} /> : null}
          </Ticket>
        ))}
      </Box>
      {items.length > 0 ? <ListEnd /> : null}
    </Page>
  )
}

/** Gives the coupon to a friend by a link. */
function PassButton({ coupon }: { coupon: MyCoupon }) {
  if (!coupon.passable) return null
  const pass = async () => {
    const { token } = await shop.passCoupon({ id: coupon.id })
    go('couponPass', { token })
  }
  return (
    <Button kind="quiet" size="small" testId="pass-coupon" onTap={pass}>
      {t('coupon.pass')}
    </Button>
  )
}
