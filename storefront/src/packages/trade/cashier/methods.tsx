import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { type Key, t } from '@/i18n'
import type { IconName } from '@/design/icons'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Icon } from '@/kit/Icon'
import { classNames } from '@/lib/class-names'
import { METHODS, type Method } from '@/platform/pay'

const looks: Record<Method, { text: Key; icon: IconName; brand: string }> = {
  wechat_jsapi: { text: 'cashier.wechat', icon: 'message', brand: 'wechat' },
  wechat_h5: { text: 'cashier.wechat', icon: 'message', brand: 'wechat' },
  wechat_native: { text: 'cashier.wechatCode', icon: 'message', brand: 'wechat' },
  alipay_mini: { text: 'cashier.alipay', icon: 'shield', brand: 'alipay' },
  alipay_wap: { text: 'cashier.alipay', icon: 'shield', brand: 'alipay' },
  unionpay_h5: { text: 'cashier.unionpay', icon: 'wallet', brand: 'unionpay' },
}

interface Props {
  method: Method | undefined
  /** Another way is chosen, that is not among these. */
  off: boolean
  onChange: (method: Method | undefined, byHand: boolean) => void
}

/** Ways to pay here. One whose channel does not answer stands there greyed out and says so; the others go on. */
export function Methods({ method, off, onChange }: Props) {
  const query = useQuery({ queryKey: ['pay-methods'], queryFn: () => shop.listPayMethods(), staleTime: 10_000, refetchInterval: 30_000 })
  // Until the answer is there all are offered: paying itself says no if it must.
  const known = query.data?.items
  const offered = METHODS.filter((one) => !known || known.some((item) => item.method === one))
  const isDown = (one: Method) => known?.find((item) => item.method === one)?.usable === false
  const usable = offered.filter((one) => !isDown(one))
  const best = method && usable.includes(method) ? method : usable[0]
  useEffect(() => {
    if (best !== method) onChange(best, false)
  }, [best, method, onChange])
  return (
    <Card flush>
      {offered.map((one) => (
        <Box key={one} className={classNames('cashier__method', isDown(one) && 'cashier__method--down')}>
          <Checkbox
            radio
            on={one === method && !off}
            disabled={isDown(one)}
            label={t(looks[one].text)}
            testId={`method-${one}`}
            onChange={() => onChange(one, true)}
          >
            <Box className={`cashier__logo cashier__logo--${looks[one].brand}`}>
              <Icon name={looks[one].icon} size={18} />
            </Box>
            <Box>
              <Text>{t(looks[one].text)}</Text>
              {isDown(one) ? <Box className="cashier__down">{t('cashier.down')}</Box> : null}
            </Box>
          </Checkbox>
        </Box>
      ))}
      {offered.length === 0 ? <Box className="cashier__none">{t('cashier.noMethod')}</Box> : null}
    </Card>
  )
}
