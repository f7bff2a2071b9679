import type { Order } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { ErrorState } from '@/kit/States'
import { classNames } from '@/lib/class-names'

const GROUPS = /(.{4})(?=.)/g

/** Card keys and voucher codes of the order; tapping one copies it. */
export function SecretsCard({ order }: { order: Order }) {
  const lines = order.lines.filter((line) => line.delivery !== 'parcel' && line.shipped > 0)
  const query = useQuery({
    queryKey: ['orders', 'secrets', order.id],
    queryFn: () => shop.listOrderSecrets({ id: order.id }),
    enabled: lines.length > 0,
    // They come from the pool a moment after the payment.
    retry: 5,
  })
  if (lines.length === 0) return null
  return (
    <Card testId="order-secrets">
      <Box className="secrets__head">{t('secrets.title')}</Box>
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isPending ? <Box className="secrets__note">{t('secrets.waiting')}</Box> : null}
      {lines.map((line) => (
        <Box key={line.id} className="secrets__line">
          <Box className="secrets__note">{[line.title, ...line.options].join(' · ')}</Box>
          {(query.data?.items ?? [])
            .filter((one) => one.orderLineId === line.id)
            .map((one) => (
              <Tap
                key={one.id}
                className={classNames('secrets__one', one.state !== 'delivered' && 'secrets__one--over')}
                label={t('secrets.copy')}
                testId="order-secret"
                onTap={() => void Taro.setClipboardData({ data: one.secret })}
              >
                <Text className="secrets__code">{one.kind === 'voucher' ? one.secret.replaceAll(GROUPS, '$1 ') : one.secret}</Text>
                <Text className="secrets__state">
                  {t(one.state === 'used' ? 'secrets.used' : one.state === 'void' ? 'secrets.void' : 'secrets.copy')}
                </Text>
              </Tap>
            ))}
          {line.delivery === 'voucher' ? <Box className="secrets__note">{t('secrets.voucherHint')}</Box> : null}
        </Box>
      ))}
    </Card>
  )
}
