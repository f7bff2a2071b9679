import { App, Button, Descriptions, Input } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { couponKindKey } from './coupon.ts'
import { offText } from './sentence.ts'

type Coupon = Reply<'lookUpCoupon'>
const stateKey: Record<Coupon['state'], Key> = {
  usable: 'verify.usable',
  held: 'verify.held',
  used: 'verify.used',
  expired: 'verify.expired',
}
const stateTone: Record<Coupon['state'], Tone> = { usable: 'good', held: 'info', used: 'quiet', expired: 'bad' }

/** A shopper shows a code in the shop: looks at the coupon, then uses it up, once. */
export function VerifyPage() {
  const t = useT()
  const [text, setText] = useState('')
  const [code, setCode] = useState('')
  const found = useRead('lookUpCoupon', { code }, { enabled: code !== '' })
  const digits = text.replace(/\D/g, '')
  const look = () => {
    setCode(digits)
    if (digits === code) void found.refetch()
  }
  const coupon = found.data && !found.isPlaceholderData && !found.isError ? found.data : undefined
  return (
    <>
      <PageHead title={t('nav.verify')} lead={t('verify.lead')} />
      <div className="card" style={{ padding: 24, maxWidth: 640 }}>
        <div className="row">
          <Input
            value={text}
            autoFocus
            inputMode="numeric"
            maxLength={20}
            placeholder="1234 5678 9012"
            aria-label={t('verify.code')}
            style={{ width: 260, fontSize: 20 }}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={look}
            data-testid="verify-code"
          />
          <Button type="primary" disabled={digits.length < 12} loading={found.isFetching} onClick={look}>
            {t('verify.look')}
          </Button>
        </div>
        {code !== '' && found.isError && <Problem error={found.error} onRetry={look} />}
        {code !== '' && coupon && <Found coupon={coupon} code={code} />}
      </div>
    </>
  )
}

function Found({ coupon, code }: { coupon: Coupon; code: string }) {
  const t = useT()
  const { modal } = App.useApp()
  const verify = useWrite('verifyCoupon', { stale: ['lookUpCoupon'], success: t('verify.done') })
  const worth = coupon.kind === 'amount' ? yuan(coupon.value) : coupon.kind === 'percent' ? offText(coupon.value, t) : ''
  const ask = () =>
    modal.confirm({
      title: t('verify.ask', { title: coupon.title }),
      content: t('verify.askHint'),
      okText: t('verify.verify'),
      onOk: () => verify.mutate({ code }),
    })
  return (
    <div className="stack" style={{ marginTop: 20 }} data-testid="verify-found">
      <Descriptions
        column={1}
        size="small"
        bordered
        items={[
          { key: 'title', label: t('coupon.coupon'), children: coupon.title },
          { key: 'worth', label: t('coupon.worth'), children: `${t(couponKindKey[coupon.kind])} ${worth}` },
          {
            key: 'over',
            label: t('coupon.threshold'),
            children: coupon.thresholdFen > 0 ? t('coupon.over', { amount: yuan(coupon.thresholdFen) }) : t('coupon.noThreshold'),
          },
          { key: 'who', label: t('shopper.name'), children: coupon.shopperName },
          { key: 'until', label: t('coupon.valid'), children: <Time iso={coupon.expiresAt} /> },
          { key: 'state', label: t('orders.state'), children: <State tone={stateTone[coupon.state]}>{t(stateKey[coupon.state])}</State> },
        ]}
      />
      <div>
        <Button type="primary" disabled={coupon.state !== 'usable'} loading={verify.isPending} onClick={ask} data-testid="verify-do">
          {t('verify.verify')}
        </Button>
      </div>
    </div>
  )
}
