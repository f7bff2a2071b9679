import { t } from '../../../i18n'

export interface Form {
  name: string
  phone: string
  /** Names of province, city and district, for the eye. */
  region: string
  districtCode: string
  detail: string
  isDefault: boolean
  /** Where it lies on the map (GCJ-02); null: not pinned. */
  lng: number | null
  lat: number | null
}

export const EMPTY_FORM: Form = { name: '', phone: '', region: '', districtCode: '', detail: '', isDefault: false, lng: null, lat: null }

/** What is wrong with the form, in words beside the field; nothing when it may be sent. */
export function mistakes(form: Form): Partial<Record<'name' | 'phone' | 'region' | 'detail', string>> {
  return {
    ...(form.name.trim() === '' ? { name: t('address.nameWrong') } : {}),
    ...(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(form.phone) ? {} : { phone: t('address.phoneWrong') }),
    ...(/^\d{6}$/.test(form.districtCode) ? {} : { region: t('address.regionWrong') }),
    ...(form.detail.trim().length < 2 ? { detail: t('address.detailWrong') } : {}),
  }
}
