import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Switch } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { RegionPicker } from '@/kit/RegionPicker'
import { RowsSkeleton } from '@/kit/Skeleton'
import { showError, toast } from '@/kit/overlays-store'
import { back } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { chooseAddress, hasAddressBook } from '@/platform/chosen-address'
import { chooseSpot, hasMap } from '@/platform/spot'
import { useCheckoutChoice } from '@/stores/checkout'
import { EMPTY_FORM, type Form, mistakes } from './form'
import './index.scss'

export default function AddressPage() {
  const { id, first, select, pin } = useParams()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['addresses'], queryFn: () => shop.listAddresses() })
  const [form, setForm] = useState<Form>({ ...EMPTY_FORM, isDefault: !!first })
  const [tried, setTried] = useState(false)
  const [picking, setPicking] = useState(false)
  const [filled, setFilled] = useState(!id)
  const existing = query.data?.items.find((address) => address.id === id)
  useEffect(() => {
    if (filled || !existing) return
    const { province, city, district, ...rest } = existing
    setForm({ ...rest, region: [province, city, district].join(' ') })
    setFilled(true)
  }, [existing, filled])
  const wrong = tried ? mistakes(form) : {}
  // Another district is another place on the map.
  const set = (part: Partial<Form>) =>
    setForm({ ...form, ...(part.districtCode && part.districtCode !== form.districtCode ? { lng: null, lat: null } : {}), ...part })
  const save = async () => {
    setTried(true)
    if (Object.keys(mistakes(form)).length > 0) return
    const { name, phone, districtCode, detail, isDefault, lng, lat } = form
    const input = { name: name.trim(), phone, districtCode, detail: detail.trim(), isDefault, lng, lat }
    const saved = id ? await shop.updateAddress({ id, ...input }) : await shop.createAddress(input)
    await client.invalidateQueries({ queryKey: ['addresses'] })
    if (first || select) useCheckoutChoice.setState({ addressId: saved.id })
    toast(t('address.saved'), 'good')
    back()
  }
  return (
    <Page
      title={id ? t('address.edit') : t('address.add')}
      foot={
        <Button block size="large" testId="save-address" onTap={save}>
          {t('common.save')}
        </Button>
      }
    >
      {filled ? (
        <>
          {hasAddressBook ? <Import onChosen={set} /> : null}
          <Paste onParsed={(parsed) => set(parsed)} />
          <Card flush className="address-form">
            <Field
              label={t('address.name')}
              value={form.name}
              onInput={(name) => set({ name })}
              placeholder={t('address.nameHint')}
              maxLength={30}
              testId="address-name"
              autoComplete="name"
              error={wrong.name}
            />
            <Field
              label={t('address.phone')}
              value={form.phone}
              onInput={(phone) => set({ phone })}
              type="tel"
              maxLength={13}
              placeholder={t('address.phoneHint')}
              testId="address-phone"
              autoComplete="tel"
              error={wrong.phone}
            />
            <Box className="field">
              <Text className="field__label">{t('address.region')}</Text>
              <Box className="field__main">
                <Tap className="address-form__region" testId="address-region" onTap={() => setPicking(true)}>
                  <Text className={form.region ? 'address-form__value' : 'address-form__hint'}>
                    {form.region || t('address.regionHint')}
                  </Text>
                  <Icon name="forward" size={16} className="cell__arrow" />
                </Tap>
                {wrong.region ? (
                  <Box className="field__error" role="alert">
                    {wrong.region}
                  </Box>
                ) : null}
              </Box>
            </Box>
            <Field
              area
              label={t('address.detail')}
              value={form.detail}
              onInput={(detail) => set({ detail })}
              placeholder={t('address.detailHint')}
              maxLength={120}
              testId="address-detail"
              error={wrong.detail}
            />
            <Pin form={form} onPin={set} wanted={!!pin} />
          </Card>
          <Card flush>
            <Box className="address-form__default">
              <Text>{t('address.makeDefault')}</Text>
              <Switch
                on={form.isDefault}
                label={t('address.makeDefault')}
                testId="address-default"
                onChange={(isDefault) => set({ isDefault })}
              />
            </Box>
          </Card>
        </>
      ) : (
        <RowsSkeleton plain />
      )}
      <RegionPicker
        open={picking}
        onClose={() => setPicking(false)}
        onPick={(names, districtCode) => set({ region: names.join(' '), districtCode })}
      />
    </Page>
  )
}

/** Where it lies on the map: what a shop brings itself costs by the distance. */
function Pin({ form, onPin, wanted }: { form: Form; onPin: (part: Partial<Form>) => void; wanted: boolean }) {
  const { lng, lat } = form
  const choose = async () => {
    const spot = await chooseSpot(lng === null || lat === null ? undefined : { lng, lat })
    if (!spot) return hasMap ? undefined : toast(t('address.pinFailed'))
    onPin({ lng: spot.lng, lat: spot.lat })
    toast(t('address.pinned'), 'good')
  }
  return (
    <Box className="field">
      <Text className="field__label">{t('address.pin')}</Text>
      <Box className="field__main">
        <Tap className="address-form__region" testId="address-pin" onTap={() => void choose().catch(showError)}>
          <Text className={lng === null ? 'address-form__hint' : 'address-form__value'}>
            {lng === null ? t(hasMap ? 'address.pinHint' : 'address.pinHere') : t('address.pinDone')}
          </Text>
          <Icon name="pin" size={16} className="cell__arrow" />
        </Tap>
        {wanted && lng === null ? <Box className="address-form__note">{t('address.pinWhy')}</Box> : null}
      </Box>
    </Box>
  )
}

/** Takes over an address that the platform keeps. */
function Import({ onChosen }: { onChosen: (chosen: Partial<Form>) => void }) {
  const choose = async () => {
    const chosen = await chooseAddress()
    if (chosen) onChosen(chosen)
  }
  return (
    <Button block kind="soft" testId="import-address" onTap={choose}>
      {t('address.fromWeChat')}
    </Button>
  )
}

/** Reads a pasted text such as 张三 13800000000 浙江省杭州市… into the form. */
function Paste({ onParsed }: { onParsed: (parsed: Partial<Form>) => void }) {
  const [text, setText] = useState('')
  const read = async () => {
    const { name, phone, province, city, district, districtCode, detail } = await shop.parseAddress({ text })
    const found: Partial<Form> = {
      ...(name ? { name } : {}),
      ...(phone ? { phone } : {}),
      ...(districtCode ? { districtCode, region: [province, city, district].filter(Boolean).join(' ') } : {}),
      ...(detail ? { detail } : {}),
    }
    if (Object.keys(found).length === 0) return toast(t('address.parseNothing'))
    onParsed(found)
    setText('')
    toast(t('address.parsed'), 'good')
  }
  return (
    <Card className="paste">
      <Field
        area
        unlabelled
        label={t('address.paste')}
        value={text}
        onInput={setText}
        placeholder={t('address.pasteHint')}
        maxLength={300}
        testId="address-paste"
      />
      <Box className="paste__foot">
        <Button kind="soft" size="small" icon="paste" testId="parse-address" disabled={text.trim() === ''} onTap={read}>
          {t('address.parse')}
        </Button>
      </Box>
    </Card>
  )
}
