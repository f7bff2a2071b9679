import type { MyDistribution } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { percent } from '../parts'
import '../distribution.scss'

/** Asking to sell for a shop: what it brings, what is agreed to, and who one is. */
export default function DistributionApplyPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['distribution', id], queryFn: () => shop.getMyDistribution({ id }), staleTime: 0 })
  if (query.data) return <Form data={query.data} />
  return (
    <Page title={t('dist.apply')}>{query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : <RowsSkeleton />}</Page>
  )
}

const PHONE = /^1[3-9]\d{9}$/

function Form({ data }: { data: MyDistribution }) {
  const client = useQueryClient()
  const { d } = useParams()
  const [form, setForm] = useState({ name: '', phone: '', note: '' })
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const { rule, eligible } = data
  const { id } = data.shop
  const wrong = { name: form.name.trim() === '', phone: !PHONE.test(form.phone.trim()) }
  const submit = async () => {
    setTried(true)
    if (wrong.name || wrong.phone) return
    if (!agreed) return toast(t('dist.agreeFirst'))
    const code = d && /^[0-9A-Za-z]{8}$/.test(d) ? d : null
    await shop.applyForDistribution({ id, name: form.name.trim(), phone: form.phone.trim(), note: form.note.trim(), code })
    await client.invalidateQueries({ queryKey: ['distribution'] })
    toast(t(rule.approval === 'automatic' ? 'dist.approvedNow' : 'dist.applied'), 'good')
    replace('distributionShop', { id })
  }
  return (
    <Page
      title={t('dist.apply')}
      foot={
        <Button block size="large" testId="apply-distribution" disabled={!eligible} onTap={submit}>
          {eligible ? t('dist.submit') : condition(rule)}
        </Button>
      }
    >
      <Card flush>
        <Cell title={t('dist.shopName')} value={data.shop.name} />
        <Cell title={t('dist.level1')} value={percent(rule.level1Bps)} note={t('dist.level1Note')} />
        {rule.levels === 2 && rule.level2Bps > 0 ? (
          <Cell title={t('dist.level2')} value={percent(rule.level2Bps)} note={t('dist.level2Note')} />
        ) : null}
        <Cell title={t('dist.condition')} value={condition(rule)} />
        <Cell title={t('dist.protected')} value={t('dist.days', { count: rule.protectionDays })} />
      </Card>
      <Card>
        <Field
          label={t('dist.name')}
          value={form.name}
          onInput={(name) => setForm({ ...form, name })}
          maxLength={30}
          testId="apply-name"
          error={tried && wrong.name ? t('dist.nameNeeded') : undefined}
        />
        <Field
          label={t('dist.phone')}
          value={form.phone}
          onInput={(phone) => setForm({ ...form, phone })}
          type="tel"
          maxLength={11}
          testId="apply-phone"
          error={tried && wrong.phone ? t('dist.phoneWrong') : undefined}
        />
        <Field
          area
          label={t('dist.note')}
          value={form.note}
          onInput={(note) => setForm({ ...form, note })}
          placeholder={t('dist.noteHint')}
          maxLength={200}
          testId="apply-note"
        />
      </Card>
      {rule.terms ? (
        <Card>
          <Box className="dist-terms">{rule.terms}</Box>
        </Card>
      ) : null}
      <Card>
        <Checkbox on={agreed} label={t('dist.agree')} testId="apply-agree" onChange={() => setAgreed(!agreed)}>
          {t('dist.agree')}
        </Checkbox>
      </Card>
    </Page>
  )
}

function condition({ threshold, spentFen }: MyDistribution['rule']): string {
  if (threshold === 'spent') return t('dist.needsSpent', { amount: money(spentFen) })
  return t(threshold === 'bought' ? 'dist.needsBought' : 'dist.needsNothing')
}
