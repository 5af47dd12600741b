/** How large viewers show a picture: turned and cropped as its file says. */
export interface Dimensions {
  /** px */
  width: number
  /** px */
  height: number
}

/** The size of a picture that is shown turned by a quarter, to either side. */
export const turned = ({ width, height }: Dimensions): Dimensions => ({ width: height, height: width })
