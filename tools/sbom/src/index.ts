export { productionPackages, type LockedPackage, type ProductionPackages } from './production-packages.ts';
