import { Select } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

interface Props {
  value: string
  label: string
  onChange: (templateId: string) => void
}

/** Chooses one of the shop's coupons. */
export function CouponSelect({ value, label, onChange }: Props) {
  const t = useT()
  const coupons = useRead('listCouponTemplates', { pageSize: 100 })
  return (
    <Select<string>
      style={{ width: 280, maxWidth: '100%' }}
      value={value || null}
      loading={coupons.isFetching}
      placeholder={t('coupon.choose')}
      aria-label={label}
      notFoundContent={t('coupon.none')}
      showSearch={{ optionFilterProp: 'label' }}
      options={(coupons.data?.items ?? []).map((coupon) => ({ value: coupon.id, label: coupon.title }))}
      onChange={onChange}
    />
  )
}
