import type { ProductDetail } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { ClaimButton } from '@/features/coupon/ClaimButton'
import { threshold, Ticket, validity, worth } from '@/features/coupon/Ticket'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Popup } from '@/kit/Popup'
import { Tag } from '@/kit/Tag'

/** Coupons to claim and what is on for this product. */
export function Offers({ product }: { product: ProductDetail }) {
  const [open, setOpen] = useState(false)
  const coupons = useQuery({
    queryKey: ['coupons', 'claimable', product.id],
    queryFn: () => shop.listClaimableCoupons({ shopId: product.shopId, productId: product.id }),
  })
  const promotions = useQuery({ queryKey: ['promotions', product.id], queryFn: () => shop.listProductPromotions({ id: product.id }) })
  const tickets = coupons.data?.items ?? []
  const rules = promotions.data?.items ?? []
  if (tickets.length === 0 && rules.length === 0) return null
  return (
    <Card flush>
      {tickets.length > 0 ? (
        <Tap className="offers__row offers__row--tap" testId="open-coupons" onTap={() => setOpen(true)}>
          <Text className="offers__name">{t('product.coupons')}</Text>
          <Box className="offers__tags">
            {tickets.slice(0, 3).map((coupon) => (
              <Tag key={coupon.id}>
                {[
                  worth(coupon).unit === '¥' ? `¥${worth(coupon).large}` : `${worth(coupon).large}${worth(coupon).unit}`,
                  threshold(coupon),
                ].join(' · ')}
              </Tag>
            ))}
          </Box>
          <Text className="offers__more">{t('coupon.claim')}</Text>
          <Icon name="forward" size={16} className="cell__arrow" />
        </Tap>
      ) : null}
      {rules.length > 0 ? (
        <Box className="offers__row">
          <Text className="offers__name">{t('product.promotions')}</Text>
          <Box className="offers__lines">
            {rules.map((rule) => (
              <Box key={rule.id} className="offers__line">
                <Tag>{t('product.promotion')}</Tag>
                <Text className="offers__text">{rule.title}</Text>
              </Box>
            ))}
          </Box>
        </Box>
      ) : null}
      <Popup open={open} onClose={() => setOpen(false)} title={t('product.coupons')} testId="coupon-sheet">
        {tickets.map((coupon) => (
          <Ticket key={coupon.id} coupon={coupon} note={validity(coupon)}>
            <ClaimButton coupon={coupon} />
          </Ticket>
        ))}
      </Popup>
    </Card>
  )
}

/** What the shop promises, and what each promise means. */
export function Promises({ product }: { product: ProductDetail }) {
  const [open, setOpen] = useState(false)
  if (product.promises.length === 0) return null
  return (
    <>
      <Cell
        title={t('product.promises')}
        value={product.promises
          .slice(0, 3)
          .map((one) => t(`promise.${one}`))
          .join(' · ')}
        onTap={() => setOpen(true)}
      />
      <Popup open={open} onClose={() => setOpen(false)} title={t('product.promises')}>
        {product.promises.map((one) => (
          <Cell key={one} icon="shield" title={t(`promise.${one}`)} note={t(`promise.${one}.text`)} />
        ))}
      </Popup>
    </>
  )
}
