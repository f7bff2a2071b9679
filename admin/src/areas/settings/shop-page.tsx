import { Button, ConfigProvider, Form, Input, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import type { Input as OperationInput, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { MediaPicker } from '../media/media-picker.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDraft } from './use-draft.ts'

type Profile = OperationInput<'updateShopProfile'>

/** How the shop presents itself, and whether it is open. */
export function ShopPage() {
  const t = useT()
  const shop = useRead('getShopProfile')
  return (
    <>
      <PageHead title={t('nav.shop')} lead={t('shop.lead')} />
      {shop.error && !shop.data && <Problem error={shop.error} onRetry={() => void shop.refetch()} />}
      {!shop.data && !shop.error && <Skeleton active />}
      {shop.data && <ShopForm key={JSON.stringify(shop.data)} start={profileOf(shop.data)} />}
    </>
  )
}

const profileOf = ({ name, logo, notice, phone, licence, icp, open }: Reply<'getShopProfile'>): Profile => ({
  name,
  logo,
  notice,
  phone,
  licence,
  icp,
  open,
})

function ShopForm({ start }: { start: Profile }) {
  const t = useT()
  const mayWrite = useCan()('shop.write')
  const { draft, change, dirty, discard } = useDraft(start)
  const [picking, setPicking] = useState(false)
  const save = useWrite('updateShopProfile', { stale: ['getShopProfile', 'getStaffMe'], success: t('common.saved') })
  const named = draft.name.trim() !== ''
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('shop.logo')}>
            <div className="row">
              <Thumb picture={draft.logo} size={72} />
              <Button onClick={() => setPicking(true)}>{t('category.choosePicture')}</Button>
            </div>
          </Form.Item>
          <Form.Item
            label={t('shop.name')}
            htmlFor="shop-name"
            required
            {...(named ? {} : { validateStatus: 'error' as const, help: t('shop.nameNeeded') })}
          >
            <Input
              id="shop-name"
              value={draft.name}
              maxLength={100}
              onChange={(event) => change({ name: event.target.value })}
              data-testid="shop-name"
            />
          </Form.Item>
          <Form.Item label={t('shop.notice')} htmlFor="shop-notice" extra={t('shop.noticeHint')}>
            <Input.TextArea
              id="shop-notice"
              value={draft.notice}
              maxLength={500}
              showCount
              autoSize={{ minRows: 2 }}
              onChange={(event) => change({ notice: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={t('shop.phone')} htmlFor="shop-phone">
            <Input
              id="shop-phone"
              value={draft.phone}
              maxLength={20}
              inputMode="tel"
              onChange={(event) => change({ phone: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={t('shop.licence')} htmlFor="shop-licence" extra={t('shop.licenceHint')}>
            <Input id="shop-licence" value={draft.licence} maxLength={40} onChange={(event) => change({ licence: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('shop.icp')} htmlFor="shop-icp">
            <Input id="shop-icp" value={draft.icp} maxLength={40} onChange={(event) => change({ icp: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('shop.open')} extra={t(draft.open ? 'shop.openHint' : 'shop.closedHint')}>
            <Switch checked={draft.open} aria-label={t('shop.open')} onChange={(open) => change({ open })} />
          </Form.Item>
        </Form>
      </section>
      {mayWrite && (
        <SaveBar
          dirty={dirty}
          saving={save.isPending}
          blocked={!named}
          onSave={() => save.mutate({ ...draft, name: draft.name.trim() })}
          onDiscard={discard}
        />
      )}
      {picking && <MediaPicker most={1} onClose={() => setPicking(false)} onChosen={([logo]) => logo && change({ logo })} />}
    </ConfigProvider>
  )
}
