import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const LOADER = 'libvulkan.so.1';
/** glibc's RTLD_NODELETE, which Node does not name: the library stays although it is no addon. */
const NO_DELETE = 0x1000;

/** Where Debian's `chromium` keeps the description of its software renderer SwiftShader. */
export const CHROMIUM_SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

type Environment = Readonly<Record<string, string | undefined>>;

/** The Vulkan drivers that the environment names, in the variables of Vulkan's loader. */
export const namedDrivers = (environment: Environment): string[] =>
  (environment['VK_DRIVER_FILES'] || environment['VK_ICD_FILENAMES'] || '').split(delimiter).filter(Boolean);

/**
 * Loads Vulkan's loader: from beside a named driver where there is one, as in Chromium's folder, else the machine's own.
 * Dawn finds it by its name then. Linux alone; elsewhere Dawn needs none, or finds it itself.
 * @returns whether it is there
 */
export function loadVulkan(environment: Environment): boolean {
  if (process.platform !== 'linux') return true;
  const beside = namedDrivers(environment).map((driver) => join(dirname(driver), LOADER));
  return [...beside.filter((path) => existsSync(path)), LOADER].some(isLoaded);
}

function isLoaded(library: string): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW | RTLD_GLOBAL | NO_DELETE);
    return true;
  } catch (error) {
    // Where it is found, Node says that it is no addon, which is true; it stays loaded nevertheless.
    return (error as Error).message.includes('did not self-register');
  }
}
